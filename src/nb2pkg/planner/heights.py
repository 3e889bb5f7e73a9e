"""Lines of a function that are not the author's: between the statements of two cells, and around what is shown."""

from __future__ import annotations

import ast
from bisect import bisect
from collections.abc import Iterator, Sequence

from nb2pkg.model.flow import StmtFlow
from nb2pkg.model.notebook import Notebook
from nb2pkg.planner.statements import node_of
from nb2pkg.planner.timeline import Timeline

WIDE = 74  # what is shorter stands on one line, however the author wrote it


def lines_besides(timeline: Timeline, flow: Sequence[int]) -> Iterator[int]:
    """For each statement of the flow about how many such lines it will have, in a function that begins before it."""
    headings = sorted(prose.index for prose in timeline.notebook.prose if prose.heading)
    before = None
    for facts in (timeline.statements[position] for position in flow):
        above = 0
        if before is not None and before.ref.cell != facts.ref.cell:
            has_heading = bisect(headings, before.ref.cell) != bisect(headings, facts.ref.cell)
            above = 1 + has_heading  # a blank line, and the heading as a comment
        yield above + (_around(timeline.notebook, facts) if facts.shown else 0)
        before = facts


def _around(notebook: Notebook, facts: StmtFlow) -> int:
    """The call that shows a value of several lines, and the parentheses of a tuple."""
    node = node_of(notebook, facts.ref)
    if node.lineno == node.end_lineno or len(ast.unparse(node)) < WIDE:
        return 0
    is_tuple = isinstance(node, ast.Expr) and isinstance(node.value, ast.Tuple)
    return 4 if is_tuple else 2
