"""Numbers: integers, truth values and None exactly, floating-point ones within a tolerance that is stated."""

from __future__ import annotations

import math
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
)

RELATIVE, ABSOLUTE = 1e-9, 1e-12


def _compare(notebook: Record, package: Record, _: Compare) -> Difference:
    found = equal_fields(notebook, package, ("dtype",))
    return compare_numbers(notebook["value"], package["value"]) if found.outcome is Outcome.SAME else found


def compare_numbers(notebook: Any, package: Any) -> Difference:
    """Two numbers as records hold them: a pair is a complex number, text one that is not finite or very large."""
    if isinstance(notebook, list) and isinstance(package, list):
        parts = [compare_numbers(a, b) for a, b in zip(notebook, package, strict=True)]
        return next((part for part in parts if part.outcome is not Outcome.SAME), SAME)
    if type(notebook) is not type(package):
        return different("", notebook, package)
    if notebook == package:
        return SAME
    if isinstance(notebook, float) and is_close(notebook, package):
        return Difference(outcome=Outcome.CLOSE, detail=f"off by {abs(notebook - package):.1e}")
    return different("", notebook, package)


def is_close(one: float, other: float) -> bool:
    """Within 1e-9 relative or 1e-12 absolute; NaN is close to NaN."""
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


COMPARATOR = Comparator(kinds=("number",), compare=_compare)
