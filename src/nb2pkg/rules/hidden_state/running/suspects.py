"""Which names need a closer look: read where it is not plain that they are bound. Set operations on the flow alone."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from msgspec import Struct

from nb2pkg.knowledge.injected import injected_names
from nb2pkg.knowledge.stars import exported_names
from nb2pkg.model.flow import Flow, Form, StmtFlow
from nb2pkg.model.notebook import Notebook, Wrapper
from nb2pkg.patterns import pattern_of
from nb2pkg.syntax.names import BUILTINS, HISTORY_NAME, KERNEL_NAMES, MODULE_NAMES
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.scopes import bindings_of
from nb2pkg.syntax.walking import walk

ALWAYS = BUILTINS | KERNEL_NAMES | MODULE_NAMES | {"__package__"}
DEFINITIONS = frozenset({Form.FUNCTION, Form.CLASS, Form.LAMBDA})
_HISTORY = pattern_of(rf"{HISTORY_NAME.pattern}|_i\d*")


class Suspects(Struct, frozen=True, kw_only=True):
    """`names` are what may be missing; `tracked` are those and the functions through which they may be read."""

    names: frozenset[str]
    tracked: frozenset[str]
    given: frozenset[str]
    nowhere: frozenset[str]  # bound by nothing in the notebook
    known: frozenset[str]  # bound by something in the notebook


def suspects_of(notebook: Notebook, flow: Flow) -> Suspects | None:
    """The names to look at; None if there are none."""
    deleted = frozenset(name for statement in flow.statements if statement.deletes for name in statement.deletes)
    # `del max` takes more than a builtin.
    doubtful = frozenset(_doubtful(notebook, flow) - ALWAYS) | (deleted & ALWAYS)
    if not doubtful:
        return None
    known = _bound_somewhere(notebook, flow)
    injected = injected_names() - known
    names = frozenset(name for name in doubtful - injected if not _HISTORY.fullmatch(name))
    if not names:
        return None
    given = ALWAYS | injected
    tracked = names | _carriers(notebook, flow.statements, names)
    return Suspects(names=names, tracked=tracked, given=given, nowhere=names - known, known=known)


def _bound_somewhere(notebook: Notebook, flow: Flow) -> frozenset[str]:
    found = {cell.captured_as for cell in notebook.cells if cell.captured_as}
    for statement in flow.statements:
        found |= statement.binds | (statement.may_bind - statement.deletes) | statement.late_writes
        for module in statement.star_modules:
            found |= exported_names_of(module, notebook) or frozenset()
    return frozenset(found)


def exported_names_of(module: str, notebook: Notebook) -> frozenset[str] | None:
    """What a star import binds: from the tables, or from the module itself if it lies beside the notebook."""
    for name, source in notebook.local_modules:
        if name.replace("/", ".") == module:
            return _exported_by(source)
    return exported_names(module) if module else None


def _exported_by(source: str) -> frozenset[str] | None:
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=elts) | ast.Tuple(elts=elts)):
                return frozenset(str(item.value) for item in elts if isinstance(item, ast.Constant))
            case ast.ImportFrom(names=[ast.alias(name="*")]):
                return None
    return frozenset(name for name in bindings_of(tuple(tree.body)) if not name.startswith("_"))


def _doubtful(notebook: Notebook, flow: Flow) -> set[str]:
    """Names read, now or later, where no statement before binds them for sure; and all that are ever deleted."""
    tolerant = {cell.index for cell in notebook.cells if cell.wrapper is Wrapper.TOLERANT}
    bound: set[str] = set()
    doubtful: set[str] = set()
    deleted: set[str] = set()
    is_reset = any(magic.name == "reset" for cell in notebook.cells for magic in cell.magics)
    for statement in flow.statements:
        recursive = statement.binds if statement.form in DEFINITIONS else frozenset()
        doubtful |= (statement.reads - bound) | (statement.late_reads - bound - recursive)
        if is_reset:
            doubtful |= statement.reads | statement.late_reads
        if statement.deletes or statement.late_writes:
            deleted |= statement.deletes | statement.late_writes
            bound -= statement.deletes
        if statement.ref.cell not in tolerant:
            bound |= statement.binds
        for module in statement.star_modules:
            bound |= exported_names_of(module, notebook) or frozenset()
    return doubtful | deleted


def _carriers(notebook: Notebook, statements: Sequence[StmtFlow], names: frozenset[str]) -> frozenset[str]:
    """Variables that hold functions, classes or objects whose code reads the names."""
    carriers: set[str] = set()
    functions: set[str] = set()  # plain functions, whose results hold no code
    while True:
        before = len(carriers)
        for statement in statements:
            made = statement.binds | statement.may_bind | statement.mutates
            if not made or made <= carriers:
                continue
            late = statement.late_reads | statement.stored_late_reads | statement.late_writes
            if not late.isdisjoint(names | carriers):
                carriers |= made
                functions |= _plain_functions(notebook, statement)
            elif not statement.reads.isdisjoint(carriers) and _hands_on(notebook, statement, functions, carriers):
                carriers |= made
        if len(carriers) == before:
            return frozenset(carriers) | _helpers(statements, names | carriers)


def _helpers(statements: Sequence[StmtFlow], names: frozenset[str]) -> frozenset[str]:
    """Functions and classes of the notebook that are used together with such code, and so may call it."""
    made = {name for s in statements if s.form in DEFINITIONS for name in s.binds}
    together = (s.reads | s.late_reads for s in statements if not (s.reads | s.late_reads).isdisjoint(names))
    return frozenset(made.intersection(*[set().union(*together)]))


def _node_of(notebook: Notebook, statement: StmtFlow) -> ast.stmt:
    return parse(notebook.cell_by_index[statement.ref.cell].python).body[statement.ref.path[0]]


def _plain_functions(notebook: Notebook, statement: StmtFlow) -> frozenset[str]:
    node = _node_of(notebook, statement)
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return frozenset()
    inner = (
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.Lambda,
        ast.Yield,
        ast.YieldFrom,
        ast.GeneratorExp,
        ast.ClassDef,
    )
    makes_code = any(isinstance(part, inner) for part in walk(node) if part is not node)
    return frozenset() if makes_code or node.decorator_list else frozenset({node.name})


def _hands_on(notebook: Notebook, statement: StmtFlow, functions: set[str], carriers: set[str]) -> bool:
    """Whether what the statement binds may hold code: not if it only binds results of plain functions."""
    node = _node_of(notebook, statement)
    calls = {id(p.func) for p in walk(node) if isinstance(p, ast.Call)}
    return any(
        isinstance(part, ast.Name) and part.id in carriers and not (part.id in functions and id(part) in calls)
        for part in walk(node)
    )


def nodes_by_cell(statements: Sequence[StmtFlow]) -> Mapping[int, list[StmtFlow]]:
    """The statements of each cell, in order."""
    found: dict[int, list[StmtFlow]] = {}
    for statement in statements:
        found.setdefault(statement.ref.cell, []).append(statement)
    return found
