"""Variables that hide a builtin (`max = 3`, `list = [...]`): renamed where a function could no longer see the builtin.

At the top level `max = max(xs)` reads the builtin; inside a function the same line is an error.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.flow import StmtFlow
from nb2pkg.model.plan import Edit, RenameName
from nb2pkg.planner.statements import inside_f_strings, node_of, where
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.names import BUILTINS, unused_name
from nb2pkg.syntax.scopes import top_level_uses


class Unshadowed(Struct, frozen=True, kw_only=True):
    """The timeline with such variables renamed, the edits, and those names for which it cannot be done."""

    timeline: Timeline
    edits: Mapping[int, tuple[Edit, ...]]
    stuck: tuple[str, ...]


def unshadow(timeline: Timeline) -> Unshadowed:
    """Rename variables that hide a builtin which the notebook reads before (or while) hiding it."""
    edits: dict[int, list[Edit]] = {}
    stuck: list[str] = []
    for name in sorted(timeline.binders.keys() & BUILTINS):
        first = timeline.binders[name][0]
        written_inside = any(name in flow.late_writes for flow in timeline.statements)
        is_sure = name in timeline.statements[first].binds
        is_read = timeline.readers.get(name, (-1,))[-1] >= first
        if name in timeline.deleted or written_inside or (is_read and not is_sure):
            stuck.append(name)  # after `del`, or where it was not bound after all, it is the builtin again
            continue
        if min(timeline.readers.get(name, (len(timeline.statements),))) > first:
            continue
        renamed = _renames(timeline, name, first)
        if renamed is None:
            stuck.append(name)
            continue
        for position, made in renamed.items():
            edits.setdefault(position, []).extend(made)
        to = _new_name(timeline, name)
        timeline = timeline.with_statements(
            {
                p: _renamed_facts(timeline.statements[p], name, to, is_first=p == first)
                for p in range(first, len(timeline.statements))
            }
        )
    return Unshadowed(timeline=timeline, edits={p: tuple(made) for p, made in edits.items()}, stuck=tuple(stuck))


def _new_name(timeline: Timeline, name: str) -> str:
    return unused_name(f"{name}_", frozenset(timeline.binders))


def _renames(timeline: Timeline, name: str, first: int) -> dict[int, list[Edit]] | None:
    """The edits, or None if some use could mean either the builtin or the variable."""
    binding = timeline.statements[first]
    if name not in binding.binds or name in binding.late_reads:
        return None
    to = _new_name(timeline, name)
    edits: dict[int, list[Edit]] = {}
    for position in range(first, len(timeline.statements)):
        flow = timeline.statements[position]
        if name not in flow.reads | flow.late_reads | flow.binds | flow.may_bind | flow.deletes:
            continue
        node = node_of(timeline.notebook, flow.ref)
        fixed = inside_f_strings(node)
        uses = [use for use in top_level_uses(node) if use.name == name]
        is_simple = isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        if position == first and name in flow.reads and not is_simple:
            return None
        for use in uses:
            if position == first and use.context == "load" and name in flow.reads:
                continue  # evaluated before the name is bound: still the builtin
            if not isinstance(use.node, ast.Name) or id(use.node) in fixed:
                return None
            edits.setdefault(position, []).append(RenameName(at=where(timeline.notebook, flow.ref, use.node), to=to))
    # A function defined earlier that reads the name late would see the variable from now on.
    if any(name in flow.late_reads for flow in timeline.statements[:first]):
        return None
    return edits


def _renamed_facts(flow: StmtFlow, name: str, to: str, *, is_first: bool) -> StmtFlow:
    def swap(names: frozenset[str]) -> frozenset[str]:
        return (names - {name}) | {to} if name in names else names

    return replace(
        flow,
        binds=swap(flow.binds),
        may_bind=swap(flow.may_bind),
        leaves=swap(flow.leaves),
        reads=flow.reads if is_first else swap(flow.reads),
        late_reads=swap(flow.late_reads),
        stored_late_reads=swap(flow.stored_late_reads),
        handed=swap(flow.handed),
        mutates=swap(flow.mutates),
        deletes=swap(flow.deletes),
        # Of a star import alone: one that spells the name is an edit that cannot be made.
        imports=tuple([replace(one, name=to) if one.name == name else one for one in flow.imports]),
    )
