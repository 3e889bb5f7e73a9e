"""Variables that functions bind themselves (`global x`): their values can change while something else is called."""

from __future__ import annotations

import ast

from nb2pkg.planner.statements import node_of
from nb2pkg.planner.timeline import Timeline, union
from nb2pkg.syntax.qualified import base_name
from nb2pkg.syntax.scopes import FunctionNode, own_bindings

HARMLESS = frozenset({"print", "len", "str", "repr", "int", "float", "bool", "abs", "round", "range", "isinstance"})


def written_names(timeline: Timeline) -> frozenset[str]:
    """Names that some function binds."""
    return union(flow.late_writes for flow in timeline.statements)


def may_write_underway(
    timeline: Timeline, function: FunctionNode, *, reads: frozenset[str], needed: frozenset[str]
) -> bool:
    """Whether running a function, which reads the names `reads` from outside, may bind one of `needed`."""
    written = needed & written_names(timeline)
    if not written:
        return False
    return (
        bool(_holders(timeline, written) & reads)
        or any(_runs_uncalled(timeline, p, written) for p in range(len(timeline.statements)))
        or any(_runs_what_it_is_given(call, own_bindings(function) | written) for call in _calls(function))
    )


def _holders(timeline: Timeline, written: frozenset[str]) -> frozenset[str]:
    """Names behind which a function that binds one of `written` may be found: its own, and all made from it."""
    holders: frozenset[str] = frozenset()
    while True:
        more = union(
            flow.binds | flow.may_bind | flow.mutates
            for flow in timeline.statements
            if flow.late_writes & written or (flow.reads | flow.late_reads) & holders
        )
        if more - written <= holders:
            return holders
        holders |= more - written


def _runs_uncalled(timeline: Timeline, position: int, written: frozenset[str]) -> bool:
    """Whether a writer is a generator, or a method such as `__len__`: no call shows where those run."""
    flow = timeline.statements[position]
    return bool(flow.late_writes & written) and any(
        isinstance(child, ast.Yield | ast.YieldFrom)
        or (isinstance(child, ast.FunctionDef) and child.name.startswith("__"))
        for child in ast.walk(node_of(timeline.notebook, flow.ref))
    )


def _calls(function: FunctionNode) -> list[ast.Call]:
    return [child for child in ast.walk(function) if isinstance(child, ast.Call)]


def _runs_what_it_is_given(call: ast.Call, given: frozenset[str]) -> bool:
    """Whether a call may run one of the function's own arguments, or something computed."""
    root = base_name(call.func)
    if root in HARMLESS and isinstance(call.func, ast.Name) and root not in given:
        return False
    parts = (*call.args, *(keyword.value for keyword in call.keywords))
    handed = {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}
    return not root or root in given or bool(handed & given)
