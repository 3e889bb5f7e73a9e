"""What a kernel remembers (`_`, `Out[3]`, `In[1]`), and what stands for it in a package."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set

from nb2pkg.model.plan import RenameName
from nb2pkg.planner.statements import inside_f_strings, node_of, where
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.names import HISTORY_NAME
from nb2pkg.syntax.scopes import top_level_uses

INPUTS = frozenset({"In", "_ih"})
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


def input_edits(timeline: Timeline, position: int) -> Iterator[RenameName]:
    """`len(In)` and `In[3]`, where they are read at once, become what they are in a run from top to bottom."""
    flow = timeline.statements[position]
    names = (flow.reads & INPUTS) - timeline.binders.keys()
    if not names:
        return
    node = node_of(timeline.notebook, flow.ref)
    at_once = {id(use.node) for use in top_level_uses(node) if use.name in names and not use.nested}
    fixed = inside_f_strings(node)
    for child in ast.walk(node):
        to = _input_text(timeline, flow.ref.cell, child, at_once - fixed)
        if to:
            yield RenameName(at=where(timeline.notebook, flow.ref, child), to=to)  # type: ignore[arg-type]


def _input_text(timeline: Timeline, cell: int, node: ast.AST, names: Set[int]) -> str:
    now = output_numbers(timeline).get(cell, 0)
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name() as name], keywords=[]) if id(name) in names:
            return str(now + 1) if "len" not in timeline.binders else ""
        case ast.Subscript(value=ast.Name() as name, slice=index) if id(name) in names:
            number = _whole_number(index)
            if number is None or not -now <= number <= now:
                return ""
            return _source(timeline, number if number >= 0 else now + 1 + number)
    return ""


def _whole_number(node: ast.expr) -> int | None:
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
    return None


def _source(timeline: Timeline, number: int) -> str:
    """The text of the cell of this number as a literal; of magics a kernel keeps something else than their text."""
    if not number:
        return "''"
    wanted = [cell for cell, own in output_numbers(timeline).items() if own == number]
    cells = [timeline.notebook.cell_by_index[cell] for cell in wanted]
    return repr(cells[0].source.rstrip("\n")) if cells and not cells[0].magics else ""


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
