"""Changes to a text by position. Everything that no change names stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Change(Struct, frozen=True):
    """The characters from `start` to `end` of a text become `new`. `rank` orders insertions at one point."""

    start: int
    end: int
    new: str
    rank: int = 0


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text with all changes made; a change that is there twice is made once."""
    for change in sorted(set(changes), key=lambda c: (c.start, c.end, c.rank), reverse=True):
        text = text[: change.start] + change.new + text[change.end :]
    return text


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins."""
    starts = [0]
    starts += [index + 1 for index, character in enumerate(text) if character == "\n"]
    return starts
