"""What a kernel remembers of the values it showed (`_`, `Out[3]`), and what stands for it in a package."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set

from nb2pkg.model.plan import RenameName
from nb2pkg.planner.statements import inside_f_strings, node_of, where
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.names import HISTORY_NAME
from nb2pkg.syntax.scopes import top_level_uses

HELPERS = (("history", "Out"), ("history", "last_value"), ("history", "remember"))


def history_names(timeline: Timeline) -> frozenset[str]:
    """`_`, `__`, `Out` and the like, where the notebook reads them without binding them."""
    read = {name for flow in timeline.statements for name in flow.reads | flow.late_reads}
    return frozenset(name for name in read - timeline.binders.keys() if HISTORY_NAME.fullmatch(name))


def output_numbers(timeline: Timeline) -> dict[int, int]:
    """The number that each cell has when the notebook is run from top to bottom: empty cells do not count."""
    cells = [cell for cell in timeline.notebook.cells if cell.source.strip()]
    return {cell.index: number for number, cell in enumerate(cells, start=1)}


def remembered_value(name: str) -> str:
    """What stands for a name of the history: `_` is the value shown last, `_3` that of the third cell."""
    if name in {"Out", "_oh"}:
        return "Out"
    digits = name.strip("_")
    return f"Out[{digits}]" if digits else f"last_value({len(name)})"


def history_edits(timeline: Timeline, position: int, names: Set[str]) -> Iterator[RenameName]:
    """The edits for a statement that is else left as it is."""
    flow = timeline.statements[position]
    if names.isdisjoint(flow.reads | flow.late_reads):
        return
    node = node_of(timeline.notebook, flow.ref)
    fixed = inside_f_strings(node)
    for use in top_level_uses(node):
        if use.name in names and isinstance(use.node, ast.Name) and id(use.node) not in fixed:
            to = remembered_value(use.name)
            if to != use.name:
                yield RenameName(at=where(timeline.notebook, flow.ref, use.node), to=to)
