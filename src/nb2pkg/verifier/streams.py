"""What a run prints, shows and draws, in order, in a form in which two runs can be laid side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

# What no second run repeats, and what magics say for themselves.
NOISE = re.compile(
    r"0x[0-9a-fA-F]{6,}|\x1b\[[0-9;]*m|CPU times:.*|Wall time:.*|^\s*(?:Compiler|Parser)\s*:.*"
    r"|^env: .*|^(?:Writing|Overwriting|Appending to) .*"
    r"|^.* per loop \(mean . std\. dev\. of .*|^The slowest run took .*"
    r"|^%pylab is deprecated.*|^Populating the interactive namespace from .*",
    re.MULTILINE,
)
SPACE = re.compile(r"\s+")


class Line(Struct, frozen=True, kw_only=True):
    """A printed line: `text` without white space and noise, `raw` as it was. `place`: a cell's index or a function."""

    text: str
    place: Any
    raw: str = ""


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of prints, a shown value, or a figure."""

    kind: str  # print, show, figure
    place: Any
    lines: tuple[Line, ...] = ()
    record: Any = None


def pieces(events: Iterable[dict[str, Any]]) -> tuple[Piece, ...]:
    """The observable pieces of a run; prints that follow each other are one."""
    found: list[Piece] = []
    printed: list[tuple[str, Any]] = []
    for event in events:
        kind = event["event"]
        if kind == "print":
            printed.append((event["text"], event["place"]))
        elif kind in {"figure", "show"}:
            found += [*_print(printed), Piece(kind=kind, place=event["place"], record=event["value"])]
            printed = []
    return (*found, *_print(printed))


def _print(printed: list[tuple[str, Any]]) -> list[Piece]:
    """One piece of the texts, if they say anything. A line belongs to the place in which it begins."""
    lines: list[Line] = []
    is_open = False
    for text, place in printed:
        for number, raw in enumerate(text.split("\n")):
            if is_open and not number:
                begun = lines[-1]
                lines[-1] = Line(text=begun.text + raw, place=begun.place if begun.text else place)
            else:
                lines.append(Line(text=raw, place=place))
        is_open = True
    essences = (Line(text=essence(line.text), place=line.place, raw=line.text.strip()) for line in lines)
    said = tuple(line for line in essences if line.text)
    return [Piece(kind="print", place=said[0].place, lines=said)] if said else []


def essence(text: str) -> str:
    """The text without white space and noise."""
    return SPACE.sub("", NOISE.sub("", text))
