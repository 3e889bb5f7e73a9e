"""The whole notebook: every top-level statement with its facts, and who depends on whom."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from nb2pkg.model.flow import Edge, EdgeKind, Flow, Form, StmtFlow
from nb2pkg.model.notebook import Cell, Notebook, StmtRef
from nb2pkg.syntax.annotations import acts
from nb2pkg.syntax.literals import is_plain_data
from nb2pkg.syntax.names import BUILTINS, KERNEL_NAMES, MODULE_NAMES
from nb2pkg.syntax.parse import lines_of, parse
from nb2pkg.syntax.walking import walk
from nb2pkg.tracer.awaiting import awaits
from nb2pkg.tracer.calls import deeds_of
from nb2pkg.tracer.hidden import hidden_names
from nb2pkg.tracer.imports import import_bindings, star_modules
from nb2pkg.tracer.scan import Scan, swallows

WIDE_LINE = 82  # longer lines will be wrapped once they stand in a function
WIDE_SHOWN = 76  # and those that a call of `show` is put around


def trace(notebook: Notebook) -> Flow:
    """Facts of every statement of the cells that parse, in order, and the edges between them."""
    cells = [cell for cell in notebook.cells if cell.syntax_error is None]
    qualified = _qualified_by_name(cells)
    formulas: dict[str, frozenset[str]] = {}
    statements: list[StmtFlow] = []
    for cell in cells:
        body = parse(cell.python).body
        for index, node in enumerate(body):
            is_last = index == len(body) - 1
            statements.append(_statement(cell, index, node, is_last=is_last, qualified=qualified, formulas=formulas))
    edges, unbound = _link(statements)
    return Flow(statements=tuple(statements), edges=edges, unbound=unbound, qualified_by_name=qualified)


def _qualified_by_name(cells: list[Cell]) -> dict[str, str]:
    """What imported names stand for, over the whole notebook."""
    found: dict[str, str] = {}
    for cell in cells:
        if "import" not in cell.python:
            continue
        for binding in import_bindings(parse(cell.python), StmtRef(cell=cell.index, path=())):
            found[binding.name] = binding.qualified
    return found


def _statement(
    cell: Cell,
    index: int,
    node: ast.stmt,
    *,
    is_last: bool,
    qualified: Mapping[str, str],
    formulas: dict[str, frozenset[str]],
) -> StmtFlow:
    ref = StmtRef(cell=cell.index, path=(index,))
    scan = Scan()
    scan.statement(node)
    deeds = deeds_of(node, text=cell.python, cell=cell.index, qualified_by_name=qualified)
    hidden = hidden_names(deeds.call_nodes, deeds.formulas).union(
        *(formulas[name] for name in scan.reads if name in formulas)
    )
    if isinstance(node, ast.Assign) and hidden:
        formulas.update({target.id: hidden for target in node.targets if isinstance(target, ast.Name)})
    return StmtFlow(
        ref=ref,
        form=_form(node),
        binds=scan.binds,
        may_bind=frozenset(scan.may_bind) - scan.binds,
        leaves=scan.leaves,
        reads=frozenset(scan.reads),
        late_reads=frozenset(scan.late_reads),
        stored_late_reads=frozenset(deeds.stored_late_reads & (scan.late_reads | scan.reads))
        | (frozenset(scan.late_reads) if isinstance(node, ast.ClassDef) else frozenset()),
        handed=frozenset(deeds.handed),
        hands_functions=deeds.hands_functions,
        late_writes=frozenset(scan.late_writes),
        mutates=frozenset(deeds.mutates),
        late_mutates=frozenset(deeds.late_mutates),
        deletes=frozenset(scan.deletes),
        calls=tuple(deeds.calls),
        late_calls=tuple(deeds.late_calls),
        effects=frozenset(deeds.effects),
        late_effects=frozenset(deeds.late_effects),
        hidden_reads=hidden,
        imports=import_bindings(node, ref) if isinstance(node, ast.Import | ast.ImportFrom | ast.Try | ast.If) else (),
        star_modules=() if isinstance(node, _NO_STARS) else star_modules(node),
        lines=_printed_lines(cell, node, WIDE_SHOWN if is_last and isinstance(node, ast.Expr) else WIDE_LINE),
        awaits=("await" in cell.python or "async" in cell.python) and awaits(node),
        dynamic=deeds.dynamic,
        catches_name_error=_catches_name_error(deeds.catchers),
        shown=is_last and isinstance(node, ast.Expr) and not cell.muted,
    )


# `import *` stands at the top level or in blocks there.
_NO_STARS = (ast.Import, ast.Expr, ast.Assign, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _form(node: ast.stmt) -> Form:
    match node:
        case ast.Import() | ast.ImportFrom():
            return Form.IMPORT
        case ast.Try(body=body, handlers=handlers) if _is_import_guard([*body, *(s for h in handlers for s in h.body)]):
            return Form.GUARDED_IMPORT
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return Form.FUNCTION
        case ast.ClassDef():
            return Form.CLASS
        case ast.Assign(targets=[ast.Name()], value=ast.Lambda()):
            return Form.LAMBDA
        case ast.AnnAssign(annotation=annotation) if acts(annotation):
            return Form.OTHER
        case (
            ast.Assign(targets=[ast.Name()], value=value) | ast.AnnAssign(target=ast.Name(), value=ast.expr() as value)
        ):
            return Form.LITERAL if is_plain_data(value) else Form.OTHER
        case ast.Expr():
            return Form.EXPRESSION
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


def _link(statements: list[StmtFlow]) -> tuple[tuple[Edge, ...], tuple[tuple[str, StmtRef], ...]]:
    """Edges from the writers that may reach each read; names that nothing before them binds."""
    writers: dict[str, list[StmtRef]] = {}
    changers: dict[str, list[StmtRef]] = {}
    edges: list[Edge] = []
    unbound: list[tuple[str, StmtRef]] = []
    has_stars = False
    for flow in statements:
        for name in sorted(flow.reads):
            if name not in writers and not _is_given(name) and not has_stars:
                unbound.append((name, flow.ref))
            edges += _edges(writers.get(name, ()), flow.ref, name, EdgeKind.VALUE)
            edges += _edges(changers.get(name, ()), flow.ref, name, EdgeKind.MUTATION)
        for name in sorted(flow.late_reads - flow.reads):
            edges += _edges(writers.get(name, ()), flow.ref, name, EdgeKind.LATE)
        for name in flow.mutates:
            changers.setdefault(name, []).append(flow.ref)
        for name in flow.may_bind | flow.late_writes:
            writers.setdefault(name, []).append(flow.ref)
        for name in flow.binds:
            writers[name], changers[name] = [flow.ref], []
        has_stars = has_stars or bool(flow.star_modules)
    return tuple(edges), tuple(unbound)


def _edges(writers: list[StmtRef] | tuple[()], reader: StmtRef, name: str, kind: EdgeKind) -> list[Edge]:
    return [Edge(writer=writer, reader=reader, name=name, kind=kind) for writer in writers if writer is not reader]


def _is_given(name: str) -> bool:
    return name in BUILTINS or name in KERNEL_NAMES or name in MODULE_NAMES
