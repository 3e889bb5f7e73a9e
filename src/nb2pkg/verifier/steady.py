"""The part of a value that is the same each time the notebook runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nb2pkg.verifier.comparators.difference import Record

ORDERED = frozenset({"list", "set", "frozenset", "collections.deque"})
MOSTLY = 0.9  # of a value must be steady, and the same, for it to be called so; what is not is told
WHY = "another one each time the notebook runs"


def steady_part(record: Record, again: Record) -> Record:
    """The record with every value that is another one in the second run made opaque, and as little else as possible."""
    if record == again:
        return record
    if record.get("kind") != again.get("kind") or record.get("type") != again.get("type"):
        return _opaque(record)
    if _is_of_library(record) and _is_shuffled(record, again):
        return _opaque(record)
    try:
        return {key: _steady(record[key], again[key]) for key in record if _same_keys(record, again)}
    except _NotInside:
        return _opaque(record)


def _is_of_library(record: Record) -> bool:
    return record.get("kind") == "object" and "." in record["type"]


def _is_shuffled(part: Any, again: Any) -> bool:
    """Whether there are somewhere, at one place of a list, two objects of a library that differ in more than numbers.

    Then their order varies (libraries sort by sets of objects, which lie by address), and what depends on the order is
    steady here and there by chance: neither two runs nor three tell which parts.
    """
    if part == again:
        return False
    if isinstance(part, dict) and isinstance(again, dict):
        if part.get("type") in ORDERED and _has_another_object(part.get("items", ()), again.get("items", ())):
            return True
        return any(_is_shuffled(value, again.get(key)) for key, value in part.items())
    both_are_lists = isinstance(part, list) and isinstance(again, list)
    return both_are_lists and any(map(_is_shuffled, part, again))


def _has_another_object(items: Sequence[Record], again: Sequence[Record]) -> bool:
    return any(
        one != other and _is_of_library(one) and _without_numbers(one) != _without_numbers(other)
        for one, other in zip(items, again, strict=False)
    )


def _without_numbers(part: Any) -> Any:
    if isinstance(part, dict):
        if part.get("kind") == "number" or "as" in part:
            return None
        return {key: _without_numbers(value) for key, value in part.items()}
    return list(map(_without_numbers, part)) if isinstance(part, list) else part


class _NotInside(Exception):
    """A difference that is not within a smaller record."""


def _steady(part: Any, again: Any) -> Any:
    if part == again:
        return part
    if isinstance(part, dict) and isinstance(again, dict):
        if "kind" in part and "kind" in again:
            return steady_part(part, again)
        if "as" not in part and _same_keys(part, again):
            return {key: _steady(part[key], again[key]) for key in part}
    if isinstance(part, list) and isinstance(again, list) and len(part) == len(again):
        return [_steady(one, other) for one, other in zip(part, again, strict=True)]
    raise _NotInside


def _same_keys(one: Record, other: Record) -> bool:
    if one.keys() != other.keys():
        raise _NotInside
    return True


def _opaque(record: Record) -> Record:
    return {"kind": "opaque", "type": record["type"], "why": WHY, "is_unstable": True}


def is_mostly_steady(steady: Record, record: Record) -> bool:
    """Whether so much of a record is steady that its sameness says something: all but a tenth, not counting buffers.

    Those may be as large as all the rest, not larger.
    """
    left, whole = weight(steady), weight(record)
    return left >= MOSTLY * (whole - _buffers(steady, record)) and 2 * left >= whole


def _buffers(steady: Any, part: Any) -> int:
    """How much varies in private fields of a library's objects: what lies there before anybody writes to it."""
    if steady == part:
        return 0
    if isinstance(steady, list) and isinstance(part, list):
        return sum(map(_buffers, steady, part))
    if not isinstance(steady, dict) or steady.get("is_unstable"):
        return 0
    found = 0
    for name, inner in part.items():
        has_private = name == "fields" and _is_of_library(part)
        found += _in_fields(steady[name], inner) if has_private else _buffers(steady[name], inner)
    return found


def _in_fields(steady: Record, fields: Record) -> int:
    return sum(
        weight(part) - weight(steady[name]) if name.startswith("_") else _buffers(steady[name], part)
        for name, part in fields.items()
    )


def weight(part: Any) -> int:
    """How many single values a record or a part of it holds, without what varies."""
    if isinstance(part, dict):
        if part.get("is_unstable"):
            return 0
        if "as" in part and "n" in part:
            return int(part["n"])
        return sum(map(weight, part.values()))
    if isinstance(part, list):
        return sum(map(weight, part))
    return 1
