"""Texts, bytes, what is met again, names that are not bound: equal or not."""

from __future__ import annotations

from nb2pkg.verifier.comparators.difference import SAME, Comparator, Difference, Record, Within, different


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    one, other = notebook.get("value"), package.get("value")
    return SAME if one == other else _first(one, other)


def _first(one: object, other: object) -> Difference:
    """Long texts are shown from a little before the place where they part."""
    if not isinstance(one, str) or not isinstance(other, str):
        return different("", one, other)
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 20) if max(len(one), len(other)) > 60 else 0
    return different(f"character {at}" if start else "", repr(one[start : start + 60]), repr(other[start : start + 60]))


COMPARATOR = Comparator(kinds=("text", "bytes", "again", "unbound"), compare=_compare)
