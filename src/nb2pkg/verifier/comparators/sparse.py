"""Sparse matrices: shape, dtype, format, entries."""

from __future__ import annotations

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.contents import compare_contents
from nb2pkg.verifier.comparators.difference import Comparator, Difference, Record, Within, equal_fields, inside, worst


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    found = equal_fields(notebook, package, ("format", "shape", "dtype"))
    if found.outcome is not Outcome.SAME:
        return found
    parts = ("rows", "columns", "values")
    return worst(inside(part, compare_contents(notebook[part], package[part], within)) for part in parts)


COMPARATOR = Comparator(kinds=("sparse",), compare=_compare)
