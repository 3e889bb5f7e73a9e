"""Numbers: integers, truth values and None exactly, floating-point ones within a tolerance that is stated."""

from __future__ import annotations

import math
from typing import Any

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.difference import (
    SAME,
    Comparator,
    Difference,
    Record,
    Within,
    different,
    equal_fields,
    worst,
)

RELATIVE, ABSOLUTE = 1e-9, 1e-12


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    found = equal_fields(notebook, package, ("dtype",))
    return compare_numbers(notebook["value"], package["value"]) if found.outcome is Outcome.SAME else found


def compare_numbers(notebook: Any, package: Any) -> Difference:
    """Two numbers as records hold them: a pair is a complex number, text one that is not finite or very large."""
    if isinstance(notebook, list) and isinstance(package, list):
        return worst(compare_numbers(a, b) for a, b in zip(notebook, package, strict=True))
    if type(notebook) is not type(package):
        return different("", notebook, package)
    if notebook == package:
        return SAME
    if not isinstance(notebook, float):
        return different("", notebook, package)
    by = float_difference(notebook, package)
    if by is None:
        return different("", notebook, package)
    return Difference(outcome=Outcome.CLOSE, detail=f"off by {by:.1e}") if by else SAME


def float_difference(one: float, other: float) -> float | None:
    """How far apart two numbers are if that is within 1e-9 relative or 1e-12 absolute, else None; NaN equals NaN."""
    if math.isnan(one) or math.isnan(other):
        return 0.0 if math.isnan(one) and math.isnan(other) else None
    if one == other:
        return 0.0
    return abs(one - other) if math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE) else None


COMPARATOR = Comparator(kinds=("number",), compare=_compare)
