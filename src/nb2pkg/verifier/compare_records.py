"""Two records of one value, whatever its kind."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier import comparators
from nb2pkg.verifier.comparators.difference import Comparator, Difference, Record, different


def compare_records(notebook: Record, package: Record) -> Difference:
    """The first difference between two records; `not comparable` for what cannot be looked into, never `same`."""
    if notebook["kind"] != package["kind"] or notebook["type"] != package["type"]:
        return different("", notebook["type"] or notebook["kind"], package["type"] or package["kind"])
    comparator = _by_kind().get(notebook["kind"])
    if comparator is None:
        why = f"{notebook['type']}: {notebook.get('why', 'of a kind that is not compared')}"
        return Difference(outcome=Outcome.NOT_COMPARABLE, detail=why)
    return comparator.compare(notebook, package, compare_records)


@cache
def _by_kind() -> dict[str, Comparator]:
    found: dict[str, Comparator] = {}
    for module in sorted(iter_modules(comparators.__path__), key=lambda module: module.name):
        comparator = getattr(import_module(f"{comparators.__name__}.{module.name}"), "COMPARATOR", None)
        if isinstance(comparator, Comparator):
            found |= dict.fromkeys(comparator.kinds, comparator)
    return found
