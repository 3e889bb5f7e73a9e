"""The whole notebook: every top-level statement with its facts, and who depends on whom."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.flow import Flow, Form, StmtFlow
from nb2pkg.model.notebook import Cell, Notebook, StmtRef
from nb2pkg.syntax.annotations import acts
from nb2pkg.syntax.literals import is_plain_data
from nb2pkg.syntax.names import BUILTINS, KERNEL_NAMES, MODULE_NAMES
from nb2pkg.syntax.parse import lines_of, parse
from nb2pkg.syntax.statement_nodes import statement_kinds, statement_nodes
from nb2pkg.syntax.walking import walk
from nb2pkg.tracer.awaiting import awaits
from nb2pkg.tracer.calls import KEEPING, Deeds, deeds_of, plain_deeds_of
from nb2pkg.tracer.handing import handing_of
from nb2pkg.tracer.hidden import hidden_names
from nb2pkg.tracer.imports import import_bindings, star_modules
from nb2pkg.tracer.plain import IMPORTS, PlainFacts, is_plain, plain_facts
from nb2pkg.tracer.scan import Scan, swallows

WIDE_LINE = 82  # longer lines will be wrapped once they stand in a function
WIDE_SHOWN = 76  # and those that a call of `show` is put around


def trace(notebook: Notebook) -> Flow:
    """Facts of every statement of the cells that parse, in order, and the edges between them."""
    flow = trace_for_rules(notebook)
    cells = notebook.cell_by_index
    return replace(flow, statements=tuple([_with_more(one, cells[one.ref.cell]) for one in flow.statements]))


def trace_for_rules(notebook: Notebook) -> Flow:
    """The same but for what only conversions ask for."""
    cells = [cell for cell in notebook.cells if cell.syntax_error is None]
    qualified = _qualified_by_name(cells)
    formulas: dict[str, frozenset[str]] = {}
    statements: list[StmtFlow] = []
    for cell in cells:
        python = cell.python
        body = parse(python).body
        shown = body[-1] if body and isinstance(body[-1], ast.Expr) and not cell.muted else None
        by_statement = zip(body, statement_nodes(python), statement_kinds(python), strict=True)
        for index, (node, nodes, kinds) in enumerate(by_statement):
            where = _Where(cell, StmtRef(cell=cell.index, path=(index,)), node, node is shown)
            facts = None
            if is_plain(nodes, kinds):
                facts = plain_facts(node, nodes, text=python, cell=cell.index, qualified_by_name=qualified)
            if facts is not None:
                statements.append(_plain_statement(where, facts, formulas))
            else:
                statements.append(_any_statement(where, nodes, kinds, qualified, formulas))
    return Flow(statements=tuple(statements), unbound=_unbound(statements), qualified_by_name=qualified)


class _Where(Struct, frozen=True):
    cell: Cell
    ref: StmtRef
    node: ast.stmt
    is_shown: bool  # its value is


def _with_more(statement: StmtFlow, cell: Cell) -> StmtFlow:
    """With what conversions want to know too."""
    body = parse(cell.python).body
    node = body[statement.ref.path[0]]
    is_shown = node is body[-1] and isinstance(node, ast.Expr)
    handed, hands_functions = handing_of(node)
    lines = _printed_lines(cell, node, WIDE_SHOWN if is_shown else WIDE_LINE)
    return replace(statement, handed=handed, hands_functions=hands_functions, lines=lines)


def _qualified_by_name(cells: list[Cell]) -> dict[str, str]:
    """What imported names stand for, over the whole notebook."""
    found: dict[str, str] = {}
    for cell in cells:
        if "import" not in cell.python:
            continue
        for binding in import_bindings(parse(cell.python), StmtRef(cell=cell.index, path=())):
            found[binding.name] = binding.qualified
    return found


def _plain_statement(where: _Where, facts: PlainFacts, formulas: dict[str, frozenset[str]]) -> StmtFlow:
    node, deeds, binds = where.node, facts.deeds, frozenset(facts.binds)
    is_import = isinstance(node, IMPORTS)
    hides = deeds.naming or deeds.formulas or formulas
    return StmtFlow(
        ref=where.ref,
        form=_FORMS[kind] if (kind := type(node)) in _FORMS else _form_by_content(node),
        binds=binds,
        leaves=binds,
        reads=frozenset(facts.reads),
        mutates=frozenset(deeds.mutates) if deeds.mutates else _NOTHING,
        calls=tuple(deeds.calls),
        effects=frozenset(deeds.effects) if deeds.effects else _NOTHING,
        hidden_reads=_hidden(node, facts.reads, deeds, formulas) if hides else _NOTHING,
        imports=import_bindings(node, where.ref) if is_import else (),
        star_modules=star_modules(node) if isinstance(node, ast.ImportFrom) else (),
        dynamic=deeds.dynamic,
        shown=where.is_shown,
    )


def _any_statement(
    where: _Where,
    nodes: Sequence[ast.AST],
    kinds: Set[type[ast.AST]],
    qualified: Mapping[str, str],
    formulas: dict[str, frozenset[str]],
) -> StmtFlow:
    cell, node = where.cell, where.node
    scan = Scan()
    scan.statement(node)
    if kinds.isdisjoint(KEEPING):
        deeds = plain_deeds_of(nodes, text=cell.python, cell=cell.index, qualified_by_name=qualified)
    else:
        deeds = deeds_of(node, text=cell.python, cell=cell.index, qualified_by_name=qualified)
    return StmtFlow(
        ref=where.ref,
        form=_form(node),
        binds=scan.binds,
        may_bind=frozenset(scan.may_bind) - scan.binds,
        leaves=scan.leaves,
        reads=frozenset(scan.reads),
        late_reads=frozenset(scan.late_reads),
        stored_late_reads=frozenset(deeds.stored_late_reads & (scan.late_reads | scan.reads))
        | (frozenset(scan.late_reads) if isinstance(node, ast.ClassDef) else frozenset()),
        late_writes=frozenset(scan.late_writes),
        mutates=frozenset(deeds.mutates),
        late_mutates=frozenset(deeds.late_mutates),
        deletes=frozenset(scan.deletes),
        calls=tuple(deeds.calls),
        late_calls=tuple(deeds.late_calls),
        effects=frozenset(deeds.effects),
        late_effects=frozenset(deeds.late_effects),
        hidden_reads=_hidden(node, scan.reads, deeds, formulas),
        imports=import_bindings(node, where.ref) if isinstance(node, ast.Try | ast.If) else (),
        star_modules=() if isinstance(node, _NO_STARS) else star_modules(node),
        awaits=("await" in cell.python or "async" in cell.python) and awaits(node),
        dynamic=deeds.dynamic,
        catches_name_error=_catches_name_error(deeds.catchers),
        shown=where.is_shown,
    )


def _hidden(node: ast.stmt, reads: set[str], deeds: Deeds, formulas: dict[str, frozenset[str]]) -> frozenset[str]:
    """The names in its strings, and in those that it reads; what it binds is noted in `formulas`."""
    hidden = hidden_names(deeds.naming, deeds.formulas) if deeds.naming or deeds.formulas else _NOTHING
    if formulas:
        hidden = hidden.union(*[formulas[name] for name in reads if name in formulas])
    if isinstance(node, ast.Assign) and hidden:
        formulas.update({target.id: hidden for target in node.targets if isinstance(target, ast.Name)})
    return hidden


# `import *` stands at the top level or in blocks there.
_NO_STARS = (ast.Expr, ast.Assign, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NOTHING: frozenset[str] = frozenset()


def _form(node: ast.stmt) -> Form:
    kind = type(node)
    return _FORMS[kind] if kind in _FORMS else _form_by_content(node)


_FORMS = {
    ast.Import: Form.IMPORT,
    ast.ImportFrom: Form.IMPORT,
    ast.FunctionDef: Form.FUNCTION,
    ast.AsyncFunctionDef: Form.FUNCTION,
    ast.ClassDef: Form.CLASS,
    ast.Expr: Form.EXPRESSION,
}


def _form_by_content(node: ast.stmt) -> Form:
    match node:
        case ast.Try(body=body, handlers=handlers) if _is_import_guard([*body, *(s for h in handlers for s in h.body)]):
            return Form.GUARDED_IMPORT
        case ast.Assign(targets=[ast.Name()], value=ast.Lambda()):
            return Form.LAMBDA
        case ast.AnnAssign(annotation=annotation) if acts(annotation):
            return Form.OTHER
        case (
            ast.Assign(targets=[ast.Name()], value=value) | ast.AnnAssign(target=ast.Name(), value=ast.expr() as value)
        ):
            return Form.LITERAL if is_plain_data(value) else Form.OTHER
    return Form.OTHER


def _is_import_guard(body: list[ast.stmt]) -> bool:
    """Only imports, constants and passes, with at least one import."""

    def is_harmless(part: ast.stmt) -> bool:
        is_flag = isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant)
        return is_flag or isinstance(part, ast.Import | ast.ImportFrom | ast.Pass)

    return all(map(is_harmless, body)) and any(isinstance(part, ast.Import | ast.ImportFrom) for part in body)


NAME_ERRORS = frozenset({"NameError", "UnboundLocalError", "Exception", "BaseException"})


def _catches_name_error(catchers: list[ast.ExceptHandler | ast.withitem]) -> bool:
    """Whether a name that is not bound may go unnoticed: `except NameError`, `except`, `suppress(Exception)`."""
    for child in catchers:
        match child:
            case ast.ExceptHandler(type=None):
                return True
            case ast.ExceptHandler(type=ast.expr() as caught):
                pass
            case ast.withitem(context_expr=caught) if swallows(caught):
                pass
            case _:
                continue
        if any(isinstance(part, ast.Name) and part.id in NAME_ERRORS for part in walk(caught)):
            return True
    return False


def _printed_lines(cell: Cell, node: ast.stmt, width: int) -> int:
    """About how many lines the statement will have once formatted: long lines are split at their commas."""
    lines = lines_of(cell.python)[node.lineno - 1 : node.end_lineno]
    return sum(1 + (min(line.count(","), 12) + 2 if len(line) > width else 0) for line in lines)


def _unbound(statements: list[StmtFlow]) -> tuple[tuple[str, StmtRef], ...]:
    """Names that nothing before their reader binds."""
    bound: set[str] = set()
    unbound: list[tuple[str, StmtRef]] = []
    for flow in statements:
        if not flow.reads <= bound:
            unbound += [(name, flow.ref) for name in sorted(flow.reads - bound) if not _is_given(name)]
        if flow.star_modules:
            break
        bound |= flow.binds | flow.may_bind | flow.late_writes
    return tuple(unbound)


def _is_given(name: str) -> bool:
    return name in BUILTINS or name in KERNEL_NAMES or name in MODULE_NAMES
