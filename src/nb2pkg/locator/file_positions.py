"""Line and column in the file for a line and column in a cell: what annotations of a raw diff need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Protocol

from nb2pkg.locator.json_map import CellMap, cell_starts, decoded, laid_out_source, map_cell
from nb2pkg.patterns import pattern_of

_ESCAPE = pattern_of(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_lines_in = pattern_of("\n").findall  # twice as fast as counting where lines are long, as those of images are
_LINE_END = pattern_of(r"\r\n|\r|\n")


class FilePositions(Protocol):
    """Lines count from 1, columns from 0, in characters."""

    def of_source(self, cell: int, line: int, column: int) -> tuple[int, int]:
        """The file's line and column of a place in a cell's source."""

    def of_output(self, cell: int, output: int) -> tuple[int, int]:
        """The file's line and column where a stored output begins."""


def file_positions(text: str, sources: Sequence[str]) -> FilePositions:
    """The positions in a notebook file with this text, whose cells have these sources."""
    is_json = text.lstrip("\ufeff \t\r\n")[:1] == "{"
    return JsonPositions(text, sources) if is_json else TextPositions(text, sources)


class JsonPositions:
    """Positions in an .ipynb file."""

    def __init__(self, text: str, sources: Sequence[str]) -> None:
        self._text = text
        self._read = sources
        self._cells = cell_starts(text, len(sources))
        self._maps: dict[int, CellMap] = {}
        self._sources: dict[int, tuple[list[tuple[int, str]], list[int]]] = {}
        self._counted = (0, 1)  # an offset and its line: findings come in order, so that each stretch is counted once

    def of_source(self, cell: int, line: int, column: int) -> tuple[int, int]:
        """Where a character of a source stands; the cell's own place if its source has no such character."""
        if not 0 <= cell < len(self._cells):
            return 1, 0
        pieces, starts = self._pieces(cell)
        wanted = starts[min(line, len(starts)) - 1] + column
        for index, (at, piece) in enumerate(pieces):
            if wanted < len(piece) or index == len(pieces) - 1:
                return self._place(_inside(self._text, at + 1, min(wanted, len(piece))))
            wanted -= len(piece)
        return self._place(self._cells[cell])

    def _pieces(self, cell: int) -> tuple[list[tuple[int, str]], list[int]]:
        """The strings of a cell's source with their offsets in the file, and where its lines begin in all of them."""
        if cell not in self._sources:
            pieces = laid_out_source(self._text, self._cells[cell])
            source = "".join([piece for _, piece in pieces])
            if not pieces or self._read[cell] != source:
                pieces = self._mapped(cell)
                source = "".join([piece for _, piece in pieces])
            self._sources[cell] = pieces, _line_starts(source)
        return self._sources[cell]

    def _mapped(self, cell: int) -> list[tuple[int, str]]:
        pieces = [(at, decoded(self._text, at)[0]) for at in self._map(cell).source]
        if "\n" in self._read[cell] and self._read[cell] == "\n".join([piece for _, piece in pieces]):
            return [(at, piece + "\n") for at, piece in pieces]  # format 2 has lines without their ends
        return pieces

    def of_output(self, cell: int, output: int) -> tuple[int, int]:
        """Where a stored output begins."""
        outputs = self._map(cell).outputs
        return self._place(outputs[output] if output < len(outputs) else self._cells[cell])

    def _map(self, cell: int) -> CellMap:
        if cell not in self._maps:
            self._maps[cell] = map_cell(self._text, self._cells[cell])
        return self._maps[cell]

    def _place(self, offset: int) -> tuple[int, int]:
        start, line = self._counted if offset >= self._counted[0] else (0, 1)
        self._counted = (offset, line + len(_lines_in(self._text, start, offset)))
        return self._counted[1], offset - self._text.rfind("\n", 0, offset) - 1


def _line_starts(source: str) -> list[int]:
    """The indices at which the lines of a text begin, which may end in any way."""
    if "\r" in source:
        return [0, *(found.end() for found in _LINE_END.finditer(source))]
    return list(accumulate([len(line) + 1 for line in source.split("\n")[:-1]], initial=0))


def _inside(text: str, at: int, count: int) -> int:
    """The offset of the `count`th character of the JSON string whose content begins at `at`."""
    while count > 0 and (next_escape := text.find("\\", at, at + count)) >= 0:
        count -= next_escape - at + 1
        escape = _ESCAPE.match(text, next_escape)
        at = escape.end() if escape else next_escape + 1
    return at + count


class TextPositions:
    """Positions in a notebook kept as a script or as Markdown: its lines are looked for in order."""

    def __init__(self, text: str, sources: Sequence[str]) -> None:
        self._lines = _LINE_END.split(text)
        self._firsts = list(self._find(sources))

    def _find(self, sources: Sequence[str]) -> Iterator[int]:
        at = 0
        for source in sources:
            lines = source.split("\n")
            found = next((i for i in range(at, len(self._lines)) if self._holds(i, lines[0])), at)
            at = min(found + len(lines), len(self._lines))
            yield found

    def _holds(self, index: int, line: str) -> bool:
        return self._lines[index] == line or (bool(line.strip()) and self._lines[index].endswith(line))

    def of_source(self, cell: int, line: int, column: int) -> tuple[int, int]:
        """Where a character of a source stands, prefixes such as `# MAGIC ` counted in."""
        if not 0 <= cell < len(self._firsts):
            return 1, 0
        return min(self._firsts[cell] + line, len(self._lines)), column

    def of_output(self, cell: int, output: int) -> tuple[int, int]:
        """Such files have no outputs: where the cell begins."""
        return self.of_source(cell, 1, 0)
