"""The contents of arrays, columns and long lists: they lie in the record or, if they are large, in a file beside it."""

from __future__ import annotations

import base64
import json
import re
from array import array
from typing import Any

from nb2pkg.verifier.comparators.difference import (
    SAME,
    Difference,
    Record,
    Within,
    by_name,
    different,
    in_turn,
    not_compared,
)
from nb2pkg.verifier.comparators.numbers import compare_numbers, float_difference

_BLOB = re.compile(r"[0-9a-f]{40}")


def compare_contents(notebook: Record, package: Record, within: Within) -> Difference:
    """Two contents: their form and number first, then item by item."""
    if notebook["as"] != package["as"]:
        return different("", notebook["as"], package["as"])
    match notebook["as"]:
        case "records":
            return in_turn(notebook["items"], package["items"], within.records)
        case "fields":
            return by_name(notebook["items"], package["items"], lambda a, b: compare_contents(a, b, within))
        case "too large":
            return not_compared(f"{notebook['n']} items")
    if notebook["n"] != package["n"]:
        return different("length", notebook["n"], package["n"])
    one, other = _bytes_of(notebook, within), _bytes_of(package, within)
    if one == other:
        return SAME
    return _first(notebook["as"], one, other)


def _bytes_of(record: Record, within: Within) -> bytes:
    if "raw" in record:
        return base64.b64decode(record["raw"])
    if within.blobs is None or not _BLOB.fullmatch(record["blob"]):
        raise ValueError("a record points outside the run")
    content: bytes = (within.blobs / record["blob"]).read_bytes()
    return content


def _first(form: str, one: bytes, other: bytes) -> Difference:
    """The first of the differences between contents that are not equal."""
    match form:
        case "i" | "u":
            code = "q" if form == "i" else "Q"
            return _exact(array(code, one), array(code, other))
        case "f" | "c":
            return _floats(array("d", one), array("d", other))
        case "plain":
            return in_turn(json.loads(one), json.loads(other), _plain)
    return different("content", f"{len(one)} bytes", f"{len(other)} others")


def _exact(one: array[Any], other: array[Any]) -> Difference:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), None)
    return SAME if at is None else different(f"[{at}]", one[at], other[at])


def _floats(one: array[float], other: array[float]) -> Difference:
    largest = SAME
    worst_by = 0.0
    for at, (a, b) in enumerate(zip(one, other, strict=True)):
        if a == b:
            continue
        by = float_difference(a, b)
        if by is None:
            return different(f"[{at}]", a, b)
        if by > worst_by:
            worst_by, largest = by, compare_numbers(a, b)
    return largest


def _plain(one: str, other: str) -> Difference:
    """Two items as `probe.kinds.items` writes them: a mark for the type, then the text."""
    if one == other:
        return SAME
    if one[0] == other[0] == "f":
        return compare_numbers(float(one[1:]), float(other[1:]))
    return different("", one[1:], other[1:])
