"""Lines of a function that are not the author's: between the statements of two cells, and around what is shown."""

from __future__ import annotations

import ast

from nb2pkg.model.flow import StmtFlow
from nb2pkg.model.notebook import Notebook
from nb2pkg.planner.gains import prose_between
from nb2pkg.planner.statements import node_of
from nb2pkg.planner.timeline import Timeline

WIDE = 74  # what is shorter stands on one line, however the author wrote it


def lines_besides(timeline: Timeline, position: int, before: int | None) -> int:
    """About how many such lines a statement will have, in a function that has the statement before it too."""
    this = timeline.statements[position]
    around = _around(timeline.notebook, this) if this.shown else 0
    if before is None or timeline.statements[before].ref.cell == this.ref.cell:
        return around
    between = prose_between(timeline.notebook.prose, timeline.statements[before].ref.cell, this.ref.cell)
    return around + (2 if any(prose.heading for prose in between) else 1)  # a blank line, the heading as a comment


def _around(notebook: Notebook, facts: StmtFlow) -> int:
    """The call that shows a value of several lines, and the parentheses of a tuple."""
    node = node_of(notebook, facts.ref)
    if node.lineno == node.end_lineno or len(ast.unparse(node)) < WIDE:
        return 0
    is_tuple = isinstance(node, ast.Expr) and isinstance(node.value, ast.Tuple)
    return 4 if is_tuple else 2
