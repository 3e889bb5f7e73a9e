"""Two runs of a notebook beside one of its package: every observation of the first has its counterpart or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from nb2pkg.model.verdict import Comparison, Level, Outcome
from nb2pkg.verifier.comparators.difference import Difference, Record, not_compared
from nb2pkg.verifier.compare_records import compare_records
from nb2pkg.verifier.events import Events
from nb2pkg.verifier.facts import FunctionFacts, PackageFacts
from nb2pkg.verifier.steady import is_mostly_steady, steady_part

UNSTABLE = "another one in a second run of the notebook itself"


class Runs(Struct, frozen=True, kw_only=True):
    """The events of the notebook's first run and its second, if there was one, and of the package's run."""

    facts: PackageFacts
    notebook: Events
    again: Events | None
    package: Events
    blobs: Path

    def compare(self, notebook: Record, package: Record, again: Record | None) -> Difference:
        """A value of the notebook beside that of the package; where it differs from itself, only the rest of it."""
        found = compare_records(notebook, package, blobs=self.blobs)
        if found.outcome in {Outcome.SAME, Outcome.NOT_COMPARED} or again is None:
            return found
        repeated = compare_records(notebook, again, blobs=self.blobs)
        if repeated.outcome is not Outcome.DIFFERENT:
            return found
        steady = steady_part(notebook, again)
        rest = compare_records(steady, package, blobs=self.blobs)
        if rest.outcome in {Outcome.DIFFERENT, Outcome.NOT_COMPARED}:
            return rest
        if not is_mostly_steady(steady, notebook):
            return Difference(outcome=Outcome.UNSTABLE, where=repeated.where, detail=UNSTABLE)
        outcome = Outcome.CLOSE if rest.outcome is Outcome.CLOSE else Outcome.SAME
        return Difference(outcome=outcome, detail=f"but for {repeated.where}: {UNSTABLE}")


def told(found: Difference) -> str:
    """A difference in one line."""
    return f"{found.where}: {found.detail}" if found.where and found.detail else found.detail or found.where


def compare_calls(runs: Runs) -> Iterator[Comparison]:
    """Whether each function whose statements the notebook ran was called in the package, and came to its end."""
    reached, ended = _ends(runs.notebook), _ends(runs.package)
    for function in runs.facts.functions:
        found = _call(function, is_reached=function.name in reached, has_ended=function.name in ended)
        yield Comparison(
            key=function.name,
            level=Level.INTERFACE,
            outcome=found.outcome,
            function=function.name,
            cell=function.last_cell,
            detail=found.detail,
        )


def _ends(events: Events) -> frozenset[str]:
    return frozenset(event["function"] for event in events if event["event"] == "end")


def _call(function: FunctionFacts, *, is_reached: bool, has_ended: bool) -> Difference:
    if not is_reached and (function.can_be_recorded or not has_ended):
        return not_compared("the notebook did not come to its end")
    if has_ended:
        return Difference(outcome=Outcome.SAME)
    return Difference(outcome=Outcome.MISSING, detail="the package did not come to its end")


def compare_values(runs: Runs) -> Iterator[Comparison]:
    """What each function returned, was given and may have changed, or kept to itself, beside the notebook's variables.

    Those are recorded where it ends.
    """
    here, there = _values(runs.notebook), _values(runs.package)
    second, ended = _values(runs.again or ()), _ends(runs.package)
    for function in runs.facts.functions:
        keys = [key for key in here if key[0] == function.name]
        for key in keys:
            if key[2] in function.inner and is_drawing(here[key]):
                continue  # it is compared where it is shown, and changes until then
            why = _why_missing(function, key[2], has_ended=function.name in ended)
            found = _value(runs, here[key], there.get(key), second.get(key), why_missing=why)
            if found is not None and not (found.outcome is Outcome.NOT_COMPARED and _is_inner(function, key[2])):
                yield _of(function, key[2], found)
        recorded = {name for _, _, name in keys}
        for name in function.outputs:
            if name not in recorded:
                yield _of(function, name, not_compared(_why_not(function)))


def _of(function: FunctionFacts, name: str, found: Difference) -> Comparison:
    return Comparison(
        key=name,
        level=Level.NUMERIC,
        outcome=found.outcome,
        function=function.name,
        cell=function.last_cell,
        detail=told(found),
        is_inner=_is_inner(function, name),
    )


def _is_inner(function: FunctionFacts, name: str) -> bool:
    """Such a variable is a further look: one that cannot be looked into (an open file) leaves no verdict open."""
    return name in function.inner and name not in (*function.outputs, *function.inputs)


def _why_not(function: FunctionFacts) -> str:
    if function.can_be_recorded:
        return "the notebook did not come there"
    return "another statement begins on the line on which the function ends"


def _values(events: Events) -> dict[tuple[str, int, str], Any]:
    return {(e["function"], e["call"], e["name"]): e["value"] for e in events if e["event"] == "value"}


def _value(
    runs: Runs, notebook: Record, package: Record | None, again: Record | None, *, why_missing: str
) -> Difference | None:
    """None for what the package need not have."""
    if package is not None:
        return runs.compare(notebook, package, again)
    return Difference(outcome=Outcome.MISSING, detail=why_missing) if why_missing else None


def is_drawing(part: Any) -> bool:
    """Whether there is a figure, axes or something drawn in a record."""
    if isinstance(part, dict):
        kind = part.get("kind")  # where the author's names are keys, of anything
        return (isinstance(kind, str) and kind in {"figure", "axes", "artist"}) or any(map(is_drawing, part.values()))
    return isinstance(part, list) and any(map(is_drawing, part))


def _why_missing(function: FunctionFacts, name: str, *, has_ended: bool) -> str:
    """What it means that the package has no such variable; empty for nothing: it was given, or may never be bound."""
    if name in function.outputs:
        return "the package's function did not return it"
    return "the package's function did not bind it" if has_ended and name in function.only_here else ""
