"""The author's lines as reports may show them: without secrets, and where on them a place is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.secrets import MASK, masked, may_hold_secret
from nb2pkg.model.cut import cut
from nb2pkg.model.finding import Finding
from nb2pkg.model.notebook import Location, Notebook
from nb2pkg.patterns import pattern_of

LONGEST = 400  # characters of a message
_QUOTED = pattern_of(r"([\"']).*\1")


class ShownLine(Struct, frozen=True, kw_only=True):
    """A line of a source, and the same line masked."""

    source: str = ""
    shown: str = ""

    def column(self, column: int) -> int:
        """The column of the masked line for one of the source; inside of what is masked it is the mask's end."""
        if self.source == self.shown:
            return column
        before = _common(self.source, self.shown)
        after = _common(self.source[before:][::-1], self.shown[before:][::-1])
        if column <= before:
            return column
        return len(self.shown) - min(after, max(len(self.source) - column, 0))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common: by halves, for lines may be megabytes."""
    same, most = 0, min(len(one), len(other))
    while same < most:
        middle = (same + most + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            most = middle - 1
    return same


class ShownLines:
    """The lines of a notebook's cells. A cell is masked as a whole, for a secret may stand in several lines."""

    def __init__(self, notebook: Notebook, secrets: Iterable[Location]) -> None:
        """`secrets`: places in the sources of which rules know that they hold some."""
        self._cells = notebook.file_cells
        self._secrets = sorted(secrets, reverse=True)
        # Rules have asked the same of the same text.
        self._is_free = not self._secrets and not may_hold_secret("\n".join([cell.source for cell in self._cells]))
        self._lines: dict[int, tuple[list[str], list[str]]] = {}

    def line(self, cell: int, line: int) -> ShownLine:
        """A line (from 1) of a cell; empty if there is none."""
        if cell not in self._lines:
            self._lines[cell] = self._of_cell(cell)
        lines, shown = self._lines[cell]
        return ShownLine(source=lines[line - 1], shown=shown[line - 1]) if 0 < line <= len(lines) else ShownLine()

    def _of_cell(self, cell: int) -> tuple[list[str], list[str]]:
        """The lines of its source, and as they may be shown: as many, for a mask keeps the ends of lines."""
        if not 0 <= cell < len(self._cells):
            return [], []
        source = shown = self._cells[cell].source
        if self._is_free:
            lines = source.split("\n")
            return lines, lines
        for at in self._secrets:
            if at.cell == cell:
                shown = _without(shown, at)
        return source.split("\n"), masked(shown).split("\n")


def _without(source: str, at: Location) -> str:
    """The source with a mask for a literal: line by line, its quotes kept."""
    lines = source.split("\n")
    for number in range(at.line, at.end_line + 1):
        line = lines[number - 1]
        start = at.column if number == at.line else 0
        end = at.end_column if number == at.end_line else len(line)
        lines[number - 1] = line[:start] + _masked_literal(line[start:end]) + line[end:]
    return "\n".join(lines)


def _masked_literal(text: str) -> str:
    if _QUOTED.search(text):
        return _QUOTED.sub(rf"\g<1>{MASK}\g<1>", text)
    return MASK if text.strip() else text


def reportable(finding: Finding) -> Finding:
    """The finding, whose messages may quote the author's text, with its secrets masked and of a bearable length."""
    because, fix = finding.because, finding.fix
    if because:
        because = tuple([replace(related, message=_said(related.message)) for related in because])
    if fix:
        fix = replace(fix, description=_said(fix.description))
    return replace(finding, message=_said(finding.message), because=because, fix=fix)


@lru_cache(maxsize=256)  # many rules say the same each time
def _said(message: str) -> str:
    """Masked before it is cut: half a secret is not known as one."""
    return cut(masked(message), LONGEST)
