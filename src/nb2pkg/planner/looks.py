"""Functions that are looked at rather than called: their name would say that they now stand inside another function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.flow import Form
from nb2pkg.planner.sorting import Sorting
from nb2pkg.planner.statements import node_of
from nb2pkg.planner.timeline import Timeline

WRITES_OUT = frozenset({"print", "display", "str", "repr", "format"})


def looked_at(timeline: Timeline, sorting: Sorting) -> tuple[str, int] | None:
    """A function of the flow that is printed or shown, and the cell that does so."""
    makers: dict[str, set[int]] = {}
    for position in sorting.flow:
        for name in _made(timeline, position):
            makers.setdefault(name, set()).add(position)
    for position, flow in enumerate(timeline.statements if makers else ()):
        if (flow.reads | flow.late_reads) & makers.keys():
            for name in _written_out(node_of(timeline.notebook, flow.ref), is_shown=flow.shown):
                if name in makers and (name not in flow.reads or _is_made(timeline, name, position, makers[name])):
                    return name, flow.ref.cell
    return None


def _made(timeline: Timeline, position: int) -> frozenset[str]:
    flow = timeline.statements[position]
    if flow.form not in {Form.FUNCTION, Form.OTHER}:
        return frozenset()
    node = node_of(timeline.notebook, flow.ref)
    names = {child.name for child in ast.walk(node) if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)}
    return (flow.binds | flow.may_bind) & names


def _is_made(timeline: Timeline, name: str, position: int, makers: set[int]) -> bool:
    """Whether the name may still be the function at `position`, and not something bound after it."""
    if position in makers:
        return True  # in a loop, the function of the round before
    for binder in reversed([p for p in timeline.binders[name] if p < position]):
        if binder in makers:
            return True
        if name in timeline.statements[binder].binds:
            return False
    return False


def _written_out(node: ast.stmt, *, is_shown: bool) -> Iterator[str]:
    if is_shown and isinstance(node, ast.Expr):
        yield from _names_in(node.value)
    for child in ast.walk(node):
        match child:
            case ast.Call(func=ast.Name(id=name), args=args) if name in WRITES_OUT:
                for argument in args:
                    yield from _names_in(argument)
            case ast.FormattedValue(value=value):
                yield from _names_in(value)
            case ast.Attribute(value=ast.Name(id=name), attr="__qualname__"):
                yield name


def _names_in(node: ast.expr) -> Iterator[str]:
    """Names whose values are part of a value, as far as can be seen: `f`, `[f, g]`, `f if c else g`."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.Dict(values=parts):
            for part in parts:
                yield from _names_in(part)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _names_in(body)
            yield from _names_in(orelse)
        case ast.Starred(value=value):
            yield from _names_in(value)
