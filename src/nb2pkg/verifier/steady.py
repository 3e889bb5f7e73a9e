"""The part of a value that is the same each time the notebook runs."""

from __future__ import annotations

from typing import Any

from nb2pkg.verifier.comparators.difference import Record

WHY = "another one each time the notebook runs"


def steady_part(record: Record, again: Record) -> Record:
    """The record with every value that is another one in the second run made opaque, and as little else as possible."""
    if record == again:
        return record
    if record.get("kind") != again.get("kind") or record.get("type") != again.get("type"):
        return _opaque(record)
    try:
        return {key: _steady(record[key], again[key]) for key in record if _same_keys(record, again)}
    except _NotInside:
        return _opaque(record)


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
