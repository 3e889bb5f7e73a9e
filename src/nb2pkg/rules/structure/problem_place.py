"""Where in its cell the parser stumbled."""

from __future__ import annotations

from nb2pkg.model.notebook import Cell, Location, SyntaxProblem


def place_of_problem(cell: Cell, problem: SyntaxProblem) -> Location:
    """The place of the problem in `Cell.python`: the character that the parser points at."""
    line = cell.python.split("\n")[problem.line - 1]
    column = min(problem.column, len(line))
    end = min(column + 1, len(line))
    return Location(cell=cell.index, line=problem.line, column=column, end_line=problem.line, end_column=end)
