"""Where every statement of the notebook went: the audit trail of the conversion."""

from __future__ import annotations

from collections.abc import Mapping

from nb2pkg.model.plan import Fate, Placement
from nb2pkg.planner.functions import Context
from nb2pkg.planner.modules import Layout


def placements_of(context: Context, layout: Layout, dropped: Mapping[int, str]) -> tuple[Placement, ...]:
    """One placement a statement, in the notebook's order."""
    timeline, sorting = context.timeline, context.lifting.sorting
    home: dict[int, tuple[Fate, str, str, str]] = {}
    for module, functions in layout.functions.items():
        for function in functions:
            for ref in function.body:
                home[timeline.position_of[ref]] = (Fate.FUNCTION, module, function.name, "")
    for module, names in layout.definitions.items():
        for name in names:
            if name in sorting.constants:
                home[sorting.constants[name]] = (Fate.CONSTANT, module, name, "")
            else:
                home[sorting.definitions[name]] = (Fate.FUNCTION, module, name, "")
    for name, position in sorting.settings.items():
        home[position] = (Fate.PARAMETER, "config", context.settings.field_by_variable[name], "")
    for name, position in sorting.unused.items():
        home[position] = (Fate.DROPPED, "", name, "nothing reads it")
    home |= {position: (Fate.DROPPED, "", "", reason) for position, reason in dropped.items()}
    read = {name for flow in timeline.statements for name in flow.reads | flow.late_reads}
    for position in (*sorting.import_positions, *sorting.guarded.values()):
        flow = timeline.statements[position]
        is_used = bool((flow.binds | flow.may_bind) & read)
        home[position] = (
            Fate.IMPORT,
            "",
            ", ".join(sorted(flow.binds | flow.may_bind)),
            "" if is_used else "nothing uses it",
        )
    return tuple(
        Placement(ref=flow.ref, fate=fate, module=module, name=name, reason=reason)
        for position, flow in enumerate(timeline.statements)
        for fate, module, name, reason in (home.get(position, (Fate.REFUSED, "", "", "not placed")),)
    )
