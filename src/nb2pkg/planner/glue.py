"""Where no cut may be made: functions that outlive a statement must share a frame with what rebinds their variables."""

from __future__ import annotations

import itertools

from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.notebook import Wrapper
from nb2pkg.model.plan import Cut
from nb2pkg.planner.timeline import Timeline

DEFINITIONS = frozenset({Form.IMPORT, Form.GUARDED_IMPORT, Form.FUNCTION, Form.CLASS, Form.LAMBDA})


def glued_positions(timeline: Timeline, flow: tuple[int, ...], variables: frozenset[str]) -> frozenset[int]:
    """Timeline positions in the flow before which no cut is allowed."""
    index_of = {position: index for index, position in enumerate(flow)}
    glued: set[int] = set()
    for start, end in _spans(timeline, flow, variables):
        glued.update(flow[index_of[start] + 1 : index_of[end] + 1])
    glued.update(_inside_wrapped_cells(timeline, flow))
    return frozenset(glued)


def glued_by_choice(timeline: Timeline, flow: tuple[int, ...], cut: Cut) -> frozenset[int]:
    """Timeline positions before which nobody wants a cut, whether one is allowed or not."""
    if cut is Cut.FUNCTIONS:
        return frozenset()
    return frozenset(
        position
        for before, position in itertools.pairwise(flow)
        if cut is not Cut.CELLS or timeline.statements[before].ref.cell == timeline.statements[position].ref.cell
    )


def _spans(timeline: Timeline, flow: tuple[int, ...], variables: frozenset[str]) -> list[tuple[int, int]]:
    in_flow = frozenset(flow)
    spans: list[tuple[int, int]] = []
    for position in flow:
        facts = timeline.statements[position]
        for name in sorted(_kept_reads(facts) & variables):
            later = [p for p in timeline.binders.get(name, ()) if p > position and p in in_flow]
            is_new = timeline.binders[name][0] > position if later else False
            if later and (is_new or _may_still_run(timeline, facts, position, later[0])):
                spans.append((position, later[-1]))
        for name in sorted(facts.late_writes):
            touched = [p for p in {*timeline.binders.get(name, ()), *timeline.readers.get(name, ())} if p in in_flow]
            if touched:
                last_call = max((timeline.readers.get(f, (position,))[-1] for f in facts.binds), default=position)
                ends = [p for p in (*touched, last_call) if p in in_flow]
                spans.append((min(position, *touched), max(position, *ends)))
        if facts.catches_name_error:
            spans += _while_unbound(timeline, facts, position, in_flow)
        if facts.deletes - _deleted_for_sure(facts):
            readers = [p for n in facts.deletes for p in timeline.readers.get(n, ()) if p > position and p in in_flow]
            spans += [(position, max(readers))] if readers else []
    return spans


def _while_unbound(
    timeline: Timeline, facts: StmtFlow, position: int, in_flow: frozenset[int]
) -> list[tuple[int, int]]:
    """Where names must stay unbound that a statement tries to read: a frame of its own would start them as None."""
    spans = []
    for name in sorted((facts.reads | facts.late_reads) & timeline.binders.keys()):
        if timeline.is_there(name, position):
            continue
        touched = {*timeline.binders[name], *timeline.readers[name]} & in_flow
        until = position if name in facts.leaves else max(touched)
        spans.append((min(position, *touched), max(position, until)))
    return spans


def _kept_reads(facts: StmtFlow) -> frozenset[str]:
    """Names that functions made by this statement may read after it has run."""
    if facts.form in {Form.FUNCTION, Form.CLASS, Form.LAMBDA}:
        return facts.late_reads
    return facts.stored_late_reads


def _may_still_run(timeline: Timeline, facts: StmtFlow, position: int, rebound_at: int) -> bool:
    """Whether something that may hold such a function is used after the variable was rebound."""
    holders = facts.binds | facts.may_bind | _aliases(timeline, facts.mutates, position)
    if facts.form is Form.CLASS or facts.hands_functions or not holders:
        return True
    # Whoever was made from a holder may hold the function too.
    for later in range(position + 1, len(timeline.statements)):
        other = timeline.statements[later]
        if other.handed & holders:
            return True
        if other.reads & holders or other.late_reads & holders:
            if later >= rebound_at:
                return True
            holders |= other.binds | other.may_bind | other.mutates
    return False


def _aliases(timeline: Timeline, names: frozenset[str], position: int) -> frozenset[str]:
    """The names, and others before `position` that may stand for the same objects or for what holds them."""
    found = names
    while found:
        more = found
        for flow in timeline.statements[:position]:
            made = flow.binds | flow.may_bind | flow.mutates
            if flow.form in DEFINITIONS or not made:
                continue
            parts = made | frozenset(name for name in flow.reads if _is_variable(timeline, name))
            more |= parts if parts & more else frozenset()
        if more == found:
            break
        found = more
    return found


def _is_variable(timeline: Timeline, name: str) -> bool:
    """Whether a name is neither a module nor a function of the notebook."""
    binders = timeline.binders.get(name, ())
    return any(timeline.statements[p].form not in DEFINITIONS for p in binders)


def _deleted_for_sure(facts: StmtFlow) -> frozenset[str]:
    return facts.deletes if facts.form is Form.OTHER and facts.lines == 1 else frozenset()


def _inside_wrapped_cells(timeline: Timeline, flow: tuple[int, ...]) -> set[int]:
    """Cells that are wrapped as a whole (captured, tolerant) stay whole."""
    cells = timeline.notebook.cell_by_index
    return {
        position
        for before, position in itertools.pairwise(flow)
        if timeline.statements[before].ref.cell == timeline.statements[position].ref.cell
        and cells[timeline.statements[position].ref.cell].wrapper is not Wrapper.PLAIN
    }
