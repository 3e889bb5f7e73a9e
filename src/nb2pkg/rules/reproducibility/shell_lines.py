"""The shell commands of a notebook, whichever way they are written: `!cmd`, `%pip`, `%%bash`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from nb2pkg.model.notebook import Cell, Location, Magic
from nb2pkg.rules.rule import Subject

_SHELL_CELLS = frozenset({"bash", "sh", "shell", "system", "sx", "!"})
_COMMAND_MAGICS = frozenset({"pip", "conda", "mamba", "micromamba", "uv", "sx", "system"})


class ShellLine(Struct, frozen=True, kw_only=True):
    """One command line and where it stands: the whole line of the cell."""

    command: str
    at: Location


def shell_lines(subject: Subject) -> Iterator[ShellLine]:
    """All of them in order; comments left out."""
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            yield from _lines_of(magic, cell)


def _lines_of(magic: Magic, cell: Cell) -> Iterator[ShellLine]:
    if magic.kind == "shell":
        yield _line(magic.body, magic.line, cell)
    elif magic.kind == "line" and magic.name in _COMMAND_MAGICS:
        tool = "" if magic.name in {"sx", "system"} else f"{magic.name} "
        yield _line(tool + magic.body, magic.line, cell)
    elif magic.kind == "cell" and magic.name in _SHELL_CELLS:
        for number, text in enumerate(cell.source.split("\n")[magic.line :], magic.line + 1):
            if not text.lstrip().startswith("#"):
                yield _line(text, number, cell)


def _line(command: str, number: int, cell: Cell) -> ShellLine:
    width = len(cell.source.split("\n")[number - 1])
    at = Location(cell=cell.index, line=number, column=0, end_line=number, end_column=width)
    return ShellLine(command=command, at=at)
