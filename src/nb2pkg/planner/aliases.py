"""Other names for the package's helpers where the notebook has theirs."""

from __future__ import annotations

from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.names import unused_name

ALIASED = {
    "show": "value",
    "bind": "values",
    "save_figures": "here",
    "show_figures": "here",
    "close_figures": "here",
    "remember": "value",
    "keep_model": "here",
    "checked_input": "here",
    "learnt": "value",
    "learnt_dummies": "columns",
}


def aliases_of(timeline: Timeline, taken: set[str]) -> tuple[tuple[str, str], ...]:
    """Names for those helpers whose own names the notebook binds, or reads though nothing binds them."""
    read = {name for flow in timeline.statements for name in flow.reads | flow.late_reads}
    clashing = [name for name in ALIASED if name in timeline.binders or name in read]
    return tuple((name, unused_name(f"{name}_{ALIASED[name]}", taken)) for name in clashing)
