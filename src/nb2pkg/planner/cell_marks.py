"""What the author has decided about cells: `{"nb2pkg": {"function": "load_orders", "join": true}}` in their metadata.

`function` names the function that begins in the cell, `module` its module (see chosen_modules); `join` keeps the cell
whole and in one function with the code before it. That a cell is left out or holds parameters is said by Jupyter's own
tags, which the reader knows.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import FunctionPlan, Refusal
from nb2pkg.planner.functions import Draft
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.names import is_usable

KEY, FUNCTION, MODULE, JOIN = "nb2pkg", "function", "module", "join"
LONGEST = 60


def wished_names(notebook: Notebook) -> dict[int, str]:
    """Cells whose function has been given a name."""
    return _texts(notebook, FUNCTION)


def wished_modules(notebook: Notebook) -> dict[int, str]:
    """Cells whose function has been given a module."""
    return _texts(notebook, MODULE)


def _texts(notebook: Notebook, key: str) -> dict[int, str]:
    found = {index: mark.get(key) for index, mark in _marks(notebook)}
    return {index: name for index, name in found.items() if isinstance(name, str) and name}


def _marks(notebook: Notebook) -> Iterable[tuple[int, Mapping[str, object]]]:
    for index, cell in enumerate(notebook.file_cells):
        mark = cell.metadata.get(KEY)
        if isinstance(mark, dict):
            yield index, mark


def joined_positions(timeline: Timeline, flow: Sequence[int]) -> frozenset[int]:
    """Positions in the flow before which the author wants no cut."""
    joined = {index for index, mark in _marks(timeline.notebook) if mark.get(JOIN) is True}
    return frozenset(
        position for _, position in itertools.pairwise(flow) if timeline.statements[position].ref.cell in joined
    )


def chosen_names(timeline: Timeline, drafts: Sequence[Draft], taken: set[str]) -> dict[Draft, str]:
    """The functions that get a name by choice: that of the first cell that begins in it and has a name to give."""
    wishes = wished_names(timeline.notebook)
    chosen: dict[Draft, str] = {}
    begun: set[int] = set()
    for draft in drafts:
        cells = dict.fromkeys(timeline.statements[position].ref.cell for position in draft.positions)
        names = [wishes[cell] for cell in cells if cell in wishes and cell not in begun]
        begun |= cells.keys()
        if names and _is_name(names[0]) and names[0] not in taken | set(chosen.values()):
            chosen[draft] = names[0]
    return chosen


def unmet_wishes(notebook: Notebook, functions: Iterable[FunctionPlan]) -> Iterable[Refusal]:
    """Names that could not be given."""
    free = {function.name for function in functions}
    for cell, name in sorted(wished_names(notebook).items()):
        if name in free:
            free.discard(name)
        else:
            is_taken = "it is taken, or no function begins there"
            why = is_taken if _is_name(name) else "it is no name that a function can have"
            yield Refusal(
                code="chosen-name",
                cell=cell,
                message=f"the function is not called `{name[:LONGEST]}` as the cell asks: {why}",
                remedy="choose another name for the function of this cell",
            )


def _is_name(name: str) -> bool:
    """Whether a function at the top of a module may be called so, as it is spelled."""
    is_short = len(name) <= LONGEST and not name.startswith("_")
    return is_short and is_usable(name) and unicodedata.is_normalized("NFKC", name)
