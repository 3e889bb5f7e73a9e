"""Names whose absence the notebook notices: it tries to read them before it binds them, and catches the error."""

from __future__ import annotations

from nb2pkg.model.flow import Form
from nb2pkg.planner.timeline import Timeline

DEFINITIONS = frozenset({Form.FUNCTION, Form.CLASS, Form.LAMBDA})


def missed_names(timeline: Timeline) -> frozenset[str]:
    """Names that must not be bound any earlier than the notebook binds them."""
    missed: set[str] = set()
    for position, flow in enumerate(timeline.statements):
        if flow.catches_name_error:
            missed |= {name for name in flow.reads if _first_bound(timeline, name) > position}
            missed |= {
                name for name in flow.late_reads if _runs_before(timeline, position, _first_bound(timeline, name))
            }
    return frozenset(missed)


def _first_bound(timeline: Timeline, name: str) -> int:
    return timeline.binders.get(name, (-1,))[0]


def _runs_before(timeline: Timeline, position: int, end: int) -> bool:
    """Whether what a definition binds may be called between it and `end`, perhaps by another definition."""
    reached = timeline.statements[position].binds
    for flow in timeline.statements[position + 1 : max(end, 0)]:
        if flow.form not in DEFINITIONS and flow.reads & reached:
            return True
        if flow.late_reads & reached:
            reached |= flow.binds
    return False
