"""A statement as text: what the author wrote, ready to stand at any depth of the package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct

INDENT = "    "


class Kind(Enum):
    """What kinds of statements are treated unlike others."""

    CLASS = "class"
    FUTURE_IMPORT = "from __future__ import"
    MAIN_GUARD = 'if "__main__" == "__main__"'
    OTHER = "other"


class Statement(Struct, frozen=True, kw_only=True):
    """A statement at depth 0. `above`: comments and empty lines; `inside`: the `lines` that begin inside a literal."""

    lines: tuple[str, ...]
    above: tuple[str, ...] = ()
    inside: frozenset[int] = frozenset()
    kind: Kind = Kind.OTHER


def lines_at(depth: int, statements: Iterable[Statement]) -> list[str]:
    """The lines of statements inside `depth` blocks. What begins inside a literal stays as it is."""
    margin = INDENT * depth
    found: list[str] = []
    for statement in statements:
        found += [_moved(line, margin) for line in statement.above]
        found += [
            line if index in statement.inside else _moved(line, margin) for index, line in enumerate(statement.lines)
        ]
    return found


def _moved(line: str, margin: str) -> str:
    """The line that much further right. What stands before a form feed counts for nothing, so it goes."""
    code = line.lstrip()
    blank = line[: len(line) - len(code)].rpartition("\f")[2]
    return margin + blank + code if code else ""


def joined(lines: Sequence[str]) -> str:
    """Lines as a text that ends in a newline, if there are any."""
    return "\n".join(lines) + "\n" if lines else ""
