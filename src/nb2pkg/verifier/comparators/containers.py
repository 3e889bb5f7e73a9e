"""Sequences, sets, mappings, and objects by their attributes."""

from __future__ import annotations

from nb2pkg.verifier.comparators.difference import (
    SAME,
    Comparator,
    Difference,
    Record,
    Within,
    by_name,
    different,
    in_turn,
    inside,
    worst,
)


def _sequence(notebook: Record, package: Record, within: Within) -> Difference:
    return worst([_made(notebook, package, within), in_turn(notebook["items"], package["items"], within.records)])


def _mapping(notebook: Record, package: Record, within: Within) -> Difference:
    one, other = notebook["items"], package["items"]
    if len(one) != len(other):
        return different("number of items", len(one), len(other))
    keys = (inside(f"key {n}", within.records(a[0], b[0])) for n, (a, b) in enumerate(zip(one, other, strict=True)))
    values = (
        inside(f"[{_key(a[0], n)}]", within.records(a[1], b[1]))
        for n, (a, b) in enumerate(zip(one, other, strict=True))
    )
    return worst([_made(notebook, package, within), *keys, *values])


def _made(notebook: Record, package: Record, within: Within) -> Difference:
    """How a container fills itself (`defaultdict`), or how much it holds (`deque`)."""
    if "made" not in notebook and "made" not in package:
        return SAME
    return inside("default", within.records(notebook["made"], package["made"]))


def _key(record: Record, number: int) -> str:
    return repr(record["value"]) if "value" in record else f"item {number}"


def _object(notebook: Record, package: Record, within: Within) -> Difference:
    return by_name(notebook["fields"], package["fields"], within.records)


_BY_KIND = {"mapping": _mapping, "object": _object}


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    return _BY_KIND.get(notebook["kind"], _sequence)(notebook, package, within)


COMPARATOR = Comparator(kinds=("sequence", "set", "mapping", "object"), compare=_compare)
