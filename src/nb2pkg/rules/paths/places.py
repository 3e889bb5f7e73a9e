"""Where a text stands, also on lines that were magics and in the bodies of cell magics."""

from __future__ import annotations

import ast
import re

from msgspec.structs import replace

from nb2pkg.model.notebook import Cell, Location, Magic
from nb2pkg.rules.rule import Place


def place_of_literal(node: ast.expr, place: Place) -> Location:
    """Where a literal stands; one inside an f-string is where that begins, for Python 3.11 does not know better."""
    outer = next((parent for parent in place.parents if isinstance(parent, ast.JoinedStr)), node)
    at = place.at(outer)
    if not place.cell.magics or at.line != at.end_line:
        return at
    python, source = (text.split("\n")[at.line - 1] for text in (place.cell.python, place.cell.source))
    if python == source or python[at.column : at.end_column] in source:
        return at
    # `%cd /data` has become `os.chdir("/data")`: the quotes are ours.
    return replace(at, column=at.column + 1, end_column=at.end_column - 1)


def place_in_source(cell: Cell, line: int, text: str) -> Location:
    """Where a piece of a magic stands: on its line, or one below that it goes on with; the whole line if not found."""
    lines = cell.source.split("\n")
    number = next((n for n in range(line, min(line + 9, len(lines)) + 1) if text in lines[n - 1]), line)
    source, python = lines[number - 1], cell.python.split("\n")[number - 1]
    # In the coordinates of `Cell.python`, unless nothing is left of the line there.
    found = re.search(rf"{re.escape(text)}(?![\w/.-])", python or source)
    start, end = found.span() if found else (0, 0)
    return Location(cell=cell.index, line=number, column=start, end_line=number, end_column=end)


def place_of_magic(cell: Cell, magic: Magic) -> Location:
    """The line of a magic, from its first character on."""
    return place_of_line(cell, magic.line)


def place_of_line(cell: Cell, line: int) -> Location:
    """A whole line of a cell without its indentation, in the coordinates of `Cell.python`."""
    text = cell.python.split("\n")[line - 1]
    return Location(
        cell=cell.index, line=line, column=len(text) - len(text.lstrip()), end_line=line, end_column=len(text)
    )
