"""Arrays: shape and dtype exactly, the content by its kind."""

from __future__ import annotations

import base64
from array import array
from typing import Any

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.difference import (
    SAME,
    Comparator,
    Compare,
    Difference,
    Record,
    different,
    equal_fields,
    inside,
    worst,
)
from nb2pkg.verifier.comparators.numbers import is_close


def _compare(notebook: Record, package: Record, compare: Compare) -> Difference:
    found = equal_fields(notebook, package, ("dtype", "shape"))
    if found.outcome is not Outcome.SAME:
        return found
    if ("mask" in notebook) is not ("mask" in package):
        return different("mask", "mask" in notebook, "mask" in package)
    mask = compare_values(notebook["mask"], package["mask"], compare) if "mask" in notebook else SAME
    return worst([inside("mask", mask), compare_values(notebook["values"], package["values"], compare)])


def compare_values(notebook: Record, package: Record, compare: Compare) -> Difference:
    """The flat content of two arrays of one shape and dtype."""
    if notebook["as"] != package["as"]:
        return different("", notebook["as"], package["as"])
    match notebook["as"]:
        case "i":
            return SAME if notebook["raw"] == package["raw"] else _first(notebook, package, "q")
        case "f" | "c":
            return SAME if notebook["raw"] == package["raw"] else _floats(notebook, package)
        case "list":
            return _items(notebook["items"], package["items"], lambda a, b: SAME if a == b else different("", a, b))
        case "records":
            return _items(notebook["items"], package["items"], compare)
        case "fields":
            pairs = ((name, notebook["items"][name], package["items"].get(name)) for name in notebook["items"])
            return worst(
                [
                    inside(f".{n}", compare_values(a, b, compare)) if b else different(n, n, "nothing")
                    for n, a, b in pairs
                ]
            )
        case "digest":
            if notebook == package:
                return SAME
            return different("content", f"{notebook['n']} items", "others")
    return Difference(outcome=Outcome.NOT_COMPARABLE, detail="too large")


def _items(notebook: list[Any], package: list[Any], compare: Compare) -> Difference:
    if len(notebook) != len(package):
        return different("length", len(notebook), len(package))
    return worst([inside(f"[{n}]", compare(a, b)) for n, (a, b) in enumerate(zip(notebook, package, strict=True))])


def _unpacked(record: Record, code: str) -> array[Any]:
    found = array(code)
    found.frombytes(base64.b64decode(record["raw"]))
    return found


def _first(notebook: Record, package: Record, code: str) -> Difference:
    one, other = _unpacked(notebook, code), _unpacked(package, code)
    if len(one) != len(other):
        return different("length", len(one), len(other))
    at = next(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    return different(f"[{at}]", one[at], other[at])


def _floats(notebook: Record, package: Record) -> Difference:
    one, other = _unpacked(notebook, "d"), _unpacked(package, "d")
    if len(one) != len(other):
        return different("length", len(one), len(other))
    largest = 0.0
    for at, (a, b) in enumerate(zip(one, other, strict=True)):
        if a == b:
            continue
        if not is_close(a, b):
            return different(f"[{at}]", a, b)
        largest = max(largest, abs(a - b)) if a == a else largest
    return Difference(outcome=Outcome.CLOSE, detail=f"off by {largest:.1e} at most") if largest else SAME


COMPARATOR = Comparator(kinds=("array",), compare=_compare)
