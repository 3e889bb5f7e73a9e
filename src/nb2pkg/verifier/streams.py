"""What a run prints, shows and draws, in order, in a form in which two runs can be laid side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# What no second run repeats, and what magics say for themselves.
NOISE = re.compile(
    r"0x[0-9a-fA-F]{6,}|CPU times:.*|Wall time:.*|^\s*(?:Compiler|Parser)\s*:.*|^env: .*|^(?:Writing|Overwriting|Appending to) .*"
    r"|\x1b\[[0-9;]*m",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of prints, a shown value, or a figure. `place` is a cell's index or a function's name."""

    kind: str  # print, show, figure
    place: Any
    text: str = ""
    record: Any = None


def pieces(events: Iterable[dict[str, Any]], *, shows: bool) -> tuple[Piece, ...]:
    """The observable pieces of a run; prints that follow each other are one. Without `shows`, shown values are left out."""
    found: list[Piece] = []
    for event in events:
        kind = event["event"]
        if kind == "print":
            if found and found[-1].kind == "print":
                last = found.pop()
                found.append(Piece(kind="print", place=last.place, text=last.text + event["text"]))
            else:
                found.append(Piece(kind="print", place=event["place"], text=event["text"]))
        elif kind == "figure" or (kind == "show" and shows):
            found.append(Piece(kind=kind, place=event["place"], record=event["value"]))
    return tuple(piece for piece in found if piece.kind != "print" or essence(piece.text))


def essence(text: str) -> str:
    """The text without white space and noise."""
    return re.sub(r"\s+", "", NOISE.sub("", text))


def lines(text: str) -> Sequence[str]:
    """The lines that say something, without noise and white space."""
    return [line for raw in NOISE.sub("", text).splitlines() if (line := re.sub(r"\s+", "", raw))]
