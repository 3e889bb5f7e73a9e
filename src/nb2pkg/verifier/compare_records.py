"""Two records of one value, whatever its kind."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier import comparators
from nb2pkg.verifier.comparators.difference import (
    Comparator,
    Difference,
    Record,
    Within,
    by_name,
    different,
    not_compared,
    worst,
)


def compare_records(notebook: Record, package: Record, *, blobs: Path | None = None) -> Difference:
    """The first difference between two records; `not compared` for what cannot be looked into, never `same`.

    `blobs` is the folder with the contents that are too large for records.
    """

    def records(one: Record, other: Record) -> Difference:
        return _compared(one, other, within)

    within = Within(records=records, blobs=blobs)
    return records(notebook, package)


def _compared(notebook: Record, package: Record, within: Within) -> Difference:
    if notebook.get("is_unstable"):
        return Difference(outcome=Outcome.UNSTABLE)
    if notebook["type"] != package["type"]:
        return different("", notebook["type"] or "nothing", package["type"] or "nothing")
    if "opaque" in (notebook["kind"], package["kind"]):
        why = next(record.get("why", "") for record in (notebook, package) if record["kind"] == "opaque")
        return not_compared(f"{notebook['type']}: {why}")
    if notebook["kind"] != package["kind"]:
        return different("", _kind(notebook), _kind(package))
    comparator = _by_kind().get(notebook["kind"])
    if comparator is None:
        return not_compared(f"{notebook['type']}: of a kind that is not compared")
    found = comparator.compare(notebook, package, within)
    if found.outcome is Outcome.DIFFERENT or not (notebook.get("extra") or package.get("extra")):
        return found
    return worst([found, by_name(notebook.get("extra", {}), package.get("extra", {}), within.records)])


def _kind(record: Record) -> str:
    return f"one that was met before ({record['type']})" if record["kind"] == "again" else f"{record['type']} by itself"


@cache
def _by_kind() -> dict[str, Comparator]:
    found: dict[str, Comparator] = {}
    for module in sorted(iter_modules(comparators.__path__), key=lambda module: module.name):
        comparator = getattr(import_module(f"{comparators.__name__}.{module.name}"), "COMPARATOR", None)
        if isinstance(comparator, Comparator):
            found |= dict.fromkeys(comparator.kinds, comparator)
    return found
