"""How much the notebook itself suggests a cut between two statements, by its cells, headings and stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nb2pkg.model.flow import StmtFlow
from nb2pkg.model.notebook import Prose
from nb2pkg.planner.stages import has_phase_changed, stage_of, stage_of_all
from nb2pkg.planner.timeline import Timeline


def stage_by_cell(timeline: Timeline, flow: tuple[int, ...]) -> Mapping[int, str]:
    """The stage of each cell, by its index."""
    by_cell: dict[int, list[StmtFlow]] = {}
    for position in flow:
        facts = timeline.statements[position]
        by_cell.setdefault(facts.ref.cell, []).append(facts)
    return {cell: stage_of_all(flows) for cell, flows in by_cell.items()}


def gain_of(timeline: Timeline, position: int, before: int | None, stages: Mapping[int, str]) -> float:
    """How much the notebook itself suggests a cut between two statements; 0 before the first."""
    if before is None:
        return 0.0
    last, this = timeline.statements[before], timeline.statements[position]
    if last.ref.cell == this.ref.cell:
        return -3.0
    prose = prose_between(timeline.notebook.prose, last.ref.cell, this.ref.cell)
    heading = max((5.0 if p.level <= 2 else 3.0 for p in prose if p.heading), default=1.0 if prose else 0.0)
    if has_phase_changed(*(stages[facts.ref.cell] for facts in (last, this))):
        return heading + 3.0
    has_turned = bool(stage_of(this)) and stage_of(this) != stage_of(last)
    return heading + (1.0 if has_turned else 0.0)


def prose_between(prose: Sequence[Prose], after: int, before: int) -> tuple[Prose, ...]:
    """What stands between two cells."""
    return tuple(p for p in prose if after < p.index < before)
