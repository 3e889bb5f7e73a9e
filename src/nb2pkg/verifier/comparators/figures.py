"""Figures, axes and what is in them: number and order, texts, looks, and the data that is drawn."""

from __future__ import annotations

from typing import Any

from nb2pkg.verifier.comparators.contents import compare_contents
from nb2pkg.verifier.comparators.difference import (
    SAME,
    Comparator,
    Difference,
    Record,
    Within,
    by_name,
    different,
    in_turn,
)
from nb2pkg.verifier.comparators.numbers import compare_numbers


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    def plain(one: Any, other: Any) -> Difference:
        """Nested plain values: texts exactly, numbers within the tolerance."""
        if isinstance(one, dict) and isinstance(other, dict):
            if "as" in one and "as" in other:
                return compare_contents(one, other, within)
            return by_name(one, other, plain)
        if isinstance(one, list) and isinstance(other, list):
            return in_turn(one, other, plain)
        if isinstance(one, float) and isinstance(other, float):
            return compare_numbers(one, other)
        return SAME if type(one) is type(other) and one == other else different("", one, other)

    return plain(notebook, package)


COMPARATOR = Comparator(kinds=("figure", "axes", "artist"), compare=_compare)
