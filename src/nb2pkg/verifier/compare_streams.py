"""What two runs print, show and draw, laid side by side piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nb2pkg.model.verdict import Comparison, Level, Outcome
from nb2pkg.verifier.comparators.difference import SAME, Difference, different
from nb2pkg.verifier.compare_runs import UNSTABLE, Runs, told
from nb2pkg.verifier.events import Events
from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.streams import Line, Piece, pieces

LEFT_OUT = "that the package was made to leave out"


def compare_streams(runs: Runs, *, has_displays: bool) -> Iterator[Comparison]:
    """All pieces in order. After one that has no counterpart of its kind, all that follows is shifted: that ends it."""
    kept, left_out = _divided(runs.facts, runs.notebook, has_displays=has_displays)
    here, there = pieces(kept), pieces(runs.package)
    again = _divided(runs.facts, runs.again or (), has_displays=has_displays)[0]
    second = here if runs.again is None else pieces(again)
    is_steady = [piece.kind for piece in here] == [piece.kind for piece in second]
    for number, piece in enumerate(here):
        other = there[number] if number < len(there) else None
        if other is None or other.kind != piece.kind:
            yield from _shifted(runs.facts, here, number, other, is_steady=is_steady)
            return
        repeat = second[number] if is_steady else None
        for part, found in _found(runs, piece, other, repeat):
            yield _comparison(runs.facts, number, piece, other, found, part=part)
    for number, extra in enumerate(there[len(here) :], len(here)):
        yield _extra(number, extra, is_steady=is_steady)
    if left_out:
        detail = f"{left_out} prints, values and figures of cells {LEFT_OUT}"
        yield Comparison(key="left out", level=Level.BEHAVIOUR, outcome=Outcome.NOT_COMPARED, detail=detail)


def _divided(facts: PackageFacts, events: Events, *, has_displays: bool) -> tuple[Events, int]:
    """The events to which the package has counterparts, and how many there are beyond them."""
    kept = tuple(event for event in events if _is_expected(facts, event, has_displays=has_displays))
    return kept, len(events) - len(kept)


def _is_expected(facts: PackageFacts, event: dict[str, Any], *, has_displays: bool) -> bool:
    """Cells of nothing but magics that have no counterpart hold no statement: `%%javascript`, `%lsmagic`."""
    if event["event"] not in {"print", "show", "figure"} or not isinstance(event["place"], int):
        return True
    if event["place"] not in facts.cells:
        return False
    if event["event"] == "print":
        return True
    if event["is_result"]:
        return facts.shows_result_of(event["place"])
    return has_displays or event["event"] == "figure"


def _found(runs: Runs, piece: Piece, other: Piece, repeat: Piece | None) -> Iterator[tuple[str, Difference]]:
    """What comes of two pieces of one kind; unstable lines stand for themselves."""
    if piece.kind != "print":
        yield "", runs.compare(piece.record, other.record, None if repeat is None else repeat.record)
        return
    found, unstable = compare_prints(piece.lines, other.lines, piece.lines if repeat is None else repeat.lines)
    if found is not None:
        yield "", found
    if unstable:
        yield ", " + unstable, Difference(outcome=Outcome.UNSTABLE, detail=UNSTABLE)


def compare_prints(
    notebook: tuple[Line, ...], package: tuple[Line, ...], again: tuple[Line, ...]
) -> tuple[Difference | None, str]:
    """What comes of the lines on which the notebook's runs agree (None if there are none), and which they do not."""
    here, there, second = ([line.text for line in lines] for lines in (notebook, package, again))
    if here == there or "".join(here) == "".join(there):
        return SAME, ""
    if len(here) != len(second):
        return None, "another number of lines each time"
    steady = [one == repeat for one, repeat in zip(here, second, strict=True)]
    for number, (one, other, is_steady) in enumerate(zip(notebook, package, steady, strict=False)):
        if is_steady and one.text != other.text:
            return different(f"line {number + 1}", one.raw, other.raw), ""
    if len(here) != len(there):
        return different("number of lines", len(here), len(there)), ""
    unstable = [str(number + 1) for number, is_steady in enumerate(steady) if not is_steady]
    said = "line " + ", ".join(unstable[:5]) + (f" and {len(unstable) - 5} more" if len(unstable) > 5 else "")
    return (SAME if any(steady) else None), said


def _shifted(
    facts: PackageFacts, here: tuple[Piece, ...], number: int, other: Piece | None, *, is_steady: bool
) -> Iterator[Comparison]:
    """The package lacks a piece, or has another in its place; for a notebook that varies itself that says nothing."""
    rest = here[number + (1 if is_steady else 0) :]
    if is_steady:
        found = different("", shortly(here[number]), "nothing" if other is None else shortly(other))
        outcome = Outcome.MISSING if other is None else Outcome.DIFFERENT
        found = Difference(outcome=outcome, detail=found.detail)
        yield _comparison(facts, number, here[number], other, found)
    why = "comes after a difference" if is_steady else "the notebook shows other things each time"
    outcome = Outcome.NOT_COMPARED if is_steady else Outcome.UNSTABLE
    for later, piece in enumerate(rest, number + (1 if is_steady else 0)):
        yield _comparison(facts, later, piece, None, Difference(outcome=outcome, detail=why))


def _extra(number: int, extra: Piece, *, is_steady: bool) -> Comparison:
    outcome = Outcome.DIFFERENT if is_steady else Outcome.UNSTABLE
    detail = f"the package has more: {shortly(extra)}"
    place = extra.place if isinstance(extra.place, str) else ""
    key = f"{extra.kind} {number + 1}"
    return Comparison(key=key, level=Level.BEHAVIOUR, outcome=outcome, function=place, detail=detail)


def _comparison(
    facts: PackageFacts, number: int, piece: Piece, other: Piece | None, found: Difference, *, part: str = ""
) -> Comparison:
    place, function = piece.place, other.place if other is not None else ""
    if found.where.startswith("line ") and piece.lines:
        at = int(found.where.removeprefix("line ")) - 1
        place = piece.lines[at].place
        function = other.lines[at].place if other is not None and at < len(other.lines) else ""
    cell = place if isinstance(place, int) else -1
    return Comparison(
        key=f"{piece.kind} {number + 1}{part}",
        level=Level.BEHAVIOUR,
        outcome=found.outcome,
        function=function if isinstance(function, str) and function else facts.function_at(cell),
        cell=cell,
        detail=told(found),
    )


def shortly(piece: Piece) -> str:
    """A piece in a few words."""
    match piece.kind:
        case "print":
            return f"prints {piece.lines[0].raw[:60]!r}"
        case "figure":
            return f"a figure with {len(piece.record.get('axes', ()))} axes"
    return f"shows a {piece.record['value']['type']}"
