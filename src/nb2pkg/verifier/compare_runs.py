"""Two runs of a notebook beside one of its package: every observation of the first has its counterpart or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nb2pkg.model.verdict import Comparison, Level, Outcome
from nb2pkg.verifier.comparators.difference import Difference, different
from nb2pkg.verifier.compare_records import compare_records
from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.streams import Piece, lines, pieces

Events = Sequence[dict[str, Any]]
UNSTABLE = "another one in a second run of the notebook itself"


def compare_values(notebook: Events, again: Events, package: Events, facts: PackageFacts) -> Iterator[Comparison]:
    """What each function returned beside what the notebook's variables were where it ends."""
    here, there, second = _values(notebook), _values(package), _values(again)
    cell_by_function = {function.name: function.last_cell for function in facts.functions}
    for key, record in here.items():
        function, _, name = key
        found = _value(record, there.get(key), second.get(key))
        yield Comparison(
            key=name,
            level=Level.NUMERIC,
            outcome=found.outcome,
            function=function,
            cell=cell_by_function.get(function, -1),
            detail=_told(found),
        )


def _values(events: Events) -> dict[tuple[str, int, str], Any]:
    return {(e["function"], e["call"], e["name"]): e["value"] for e in events if e["event"] == "value"}


def _value(notebook: Any, package: Any, again: Any) -> Difference:
    if package is None:
        return Difference(outcome=Outcome.MISSING, detail="the package's function did not return it")
    found = compare_records(notebook, package)
    is_bad = found.outcome in {Outcome.DIFFERENT, Outcome.CLOSE}
    if is_bad and again is not None and compare_records(notebook, again).outcome is Outcome.DIFFERENT:
        return Difference(outcome=Outcome.UNSTABLE, detail=UNSTABLE)
    return found


def compare_calls(notebook: Events, package: Events, facts: PackageFacts) -> Iterator[Comparison]:
    """Whether each function whose cells ran in the notebook was called in the package, and came to its end."""
    ended = {event["function"] for event in package if event["event"] == "end"}
    reached = {event["function"] for event in notebook if event["event"] == "end"}
    for function in facts.functions:
        if function.name in reached or function.name in ended:
            is_there = function.name in ended
            yield Comparison(
                key=function.name,
                level=Level.INTERFACE,
                outcome=Outcome.SAME if is_there else Outcome.MISSING,
                function=function.name,
                cell=function.last_cell,
                detail="" if is_there else "the package did not come to its end",
            )


def compare_streams(
    notebook: Events, again: Events, package: Events, facts: PackageFacts, *, shows: bool
) -> Iterator[Comparison]:
    """What is printed, shown and drawn, piece by piece, in order."""
    here, there = pieces(notebook, shows=shows), pieces(package, shows=shows)
    second = pieces(again, shows=shows)
    is_steady = [piece.kind for piece in here] == [piece.kind for piece in second]
    for number, piece in enumerate(here):
        other = there[number] if number < len(there) else None
        repeat = second[number] if is_steady else None
        found = _piece(piece, other, repeat)
        if found.outcome is Outcome.DIFFERENT and not is_steady:
            found = Difference(
                outcome=Outcome.UNSTABLE, detail="the notebook's own runs show different numbers of things"
            )
        yield _comparison(number, piece, other, found, facts)
        if other is None or other.kind != piece.kind:
            return  # all that follows is shifted: the first difference tells
    for number, extra in enumerate(there[len(here) :], len(here)):
        yield Comparison(
            key=f"{extra.kind} {number + 1}",
            level=Level.BEHAVIOUR,
            outcome=Outcome.DIFFERENT,
            function=str(extra.place or ""),
            detail=f"the package has one more: {_shown(extra)}",
        )


def _comparison(number: int, piece: Piece, other: Piece | None, found: Difference, facts: PackageFacts) -> Comparison:
    cell = piece.place if isinstance(piece.place, int) else -1
    function = str(other.place or "") if other is not None else facts.function_by_cell.get(cell, "")
    return Comparison(
        key=f"{piece.kind} {number + 1}",
        level=Level.BEHAVIOUR,
        outcome=found.outcome,
        function=function,
        cell=cell,
        detail=_told(found),
    )


def _piece(notebook: Piece, package: Piece | None, again: Piece | None) -> Difference:
    if package is None:
        return Difference(outcome=Outcome.MISSING, detail=f"the package has nothing for it: {_shown(notebook)}")
    if notebook.kind != package.kind:
        return different("", _shown(notebook), _shown(package))
    if notebook.kind == "print":
        return _prints(notebook.text, package.text, None if again is None else again.text)
    found = compare_records(notebook.record, package.record)
    is_bad = found.outcome in {Outcome.DIFFERENT, Outcome.CLOSE}
    if is_bad and again is not None and compare_records(notebook.record, again.record).outcome is Outcome.DIFFERENT:
        return Difference(outcome=Outcome.UNSTABLE, detail=UNSTABLE)
    return found


def _prints(notebook: str, package: str, again: str | None) -> Difference:
    """Line by line; lines that the notebook's own runs disagree on are left out."""
    here, there = lines(notebook), lines(package)
    if here == there or "".join(here) == "".join(there):
        return Difference(outcome=Outcome.SAME)
    second = lines(again) if again is not None else here
    if len(here) != len(second):
        return Difference(outcome=Outcome.UNSTABLE, detail=UNSTABLE)
    if len(here) != len(there):
        return different("number of lines", len(here), len(there))
    for number, (one, other, repeat) in enumerate(zip(here, there, second, strict=True)):
        if one != other and one == repeat:
            return different(f"line {number + 1}", one, other)
    return Difference(outcome=Outcome.UNSTABLE, detail=UNSTABLE)


def _shown(piece: Piece) -> str:
    if piece.kind == "print":
        return f"prints {piece.text.strip()[:60]!r}"
    return (
        f"a figure of {len(piece.record.get('axes', ()))} axes"
        if piece.kind == "figure"
        else f"a {piece.record['type']}"
    )


def _told(found: Difference) -> str:
    return f"{found.where}: {found.detail}" if found.where and found.detail else found.detail or found.where


def compare_files(
    notebook: Mapping[str, Any], again: Mapping[str, Any], package: Mapping[str, Any]
) -> Iterator[Comparison]:
    """The files that both have written, by path, from records of their contents."""
    for path in sorted(notebook.keys() | package.keys()):
        yield Comparison(key=path, level=Level.BEHAVIOUR, **_file(path, notebook, again, package))


def _file(
    path: str, notebook: Mapping[str, Any], again: Mapping[str, Any], package: Mapping[str, Any]
) -> dict[str, Any]:
    if path not in package:
        return {"outcome": Outcome.MISSING, "detail": "the package did not write it"}
    if path not in notebook:
        return {"outcome": Outcome.DIFFERENT, "detail": "the notebook did not write it"}
    found = compare_records(notebook[path], package[path])
    if found.outcome is Outcome.DIFFERENT and path in again:
        repeat = compare_records(notebook[path], again[path])
        if repeat.outcome is Outcome.DIFFERENT:
            found = Difference(outcome=Outcome.UNSTABLE, detail=UNSTABLE)
    return {"outcome": found.outcome, "detail": _told(found)}
