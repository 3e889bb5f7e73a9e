"""How two runs end, what they print past Python, and what their events leave out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nb2pkg.model.verdict import Comparison, Level, Outcome
from nb2pkg.verifier.comparators.difference import Difference, different, not_compared
from nb2pkg.verifier.compare_runs import UNSTABLE, Runs, told
from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.run_notebook import NotebookRun
from nb2pkg.verifier.run_package import PackageRun
from nb2pkg.verifier.streams import essence


def compare_ends(
    facts: PackageFacts, one: NotebookRun, two: NotebookRun | None, ran: PackageRun
) -> Iterator[Comparison]:
    """The exception that ends the notebook must end the package, with the same words; and none if none does."""
    if one.raised is None and ran.raised is None:
        return
    yield Comparison(
        key="exception",
        level=Level.BEHAVIOUR,
        function=str((ran.raised or {}).get("place") or facts.function_at(one.cell)),
        cell=one.cell,
        **_ends(one.raised, two.raised if two else one.raised, ran.raised),
    )


def _ends(notebook: Any, again: Any, package: Any) -> dict[str, Any]:
    said, repeated, other = _error(notebook), _error(again), _error(package)
    if said == other:
        return {"outcome": Outcome.SAME}
    if said != repeated and notebook and package and notebook["name"] == package["name"]:
        return {"outcome": Outcome.UNSTABLE, "detail": UNSTABLE}
    return {"outcome": Outcome.DIFFERENT, "detail": told(different("", said, other))}


def _error(raised: Any) -> str:
    return essence(f"{raised['name']}: {raised['text']}") if raised else "no exception"


def compare_direct_output(one: NotebookRun, two: NotebookRun | None, ran: PackageRun) -> Iterator[Comparison]:
    """What programs and libraries write to standard output past Python; it cannot be told when."""
    here, there = _lines(one.direct), _lines(ran.direct)
    if not here and not there:
        return
    found = (
        Difference(outcome=Outcome.SAME) if here == there else different("", _first(here, there), _first(there, here))
    )
    if here != there and two is not None and _lines(two.direct) != here:
        found = Difference(outcome=Outcome.UNSTABLE, detail=UNSTABLE)
    yield Comparison(key="output of other programs", level=Level.BEHAVIOUR, outcome=found.outcome, detail=told(found))


def _lines(text: str) -> list[str]:
    return [said for line in text.splitlines() if (said := essence(line))]


def _first(lines: list[str], others: list[str]) -> str:
    """The first line that the others do not have in its place."""
    return next((line for n, line in enumerate(lines) if n >= len(others) or others[n] != line), "nothing")


def compare_rest(runs: Runs) -> Iterator[Comparison]:
    """What was too much to be kept."""
    for name, events in (("notebook", runs.notebook), ("package", runs.package)):
        if any(event["event"] == "cut" for event in events):
            found = not_compared("there is more than was kept")
            yield Comparison(
                key=f"events of the {name}", level=Level.BEHAVIOUR, outcome=found.outcome, detail=found.detail
            )
