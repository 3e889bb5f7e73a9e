"""Arrays: shape and dtype exactly, the content by its kind; lists of plain values."""

from __future__ import annotations

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.contents import compare_contents
from nb2pkg.verifier.comparators.difference import (
    SAME,
    Comparator,
    Difference,
    Record,
    Within,
    different,
    equal_fields,
    inside,
    worst,
)


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    found = equal_fields(notebook, package, ("dtype", "shape"))
    if found.outcome is not Outcome.SAME:
        return found
    if ("mask" in notebook) is not ("mask" in package):
        return different("mask", "mask" in notebook, "mask" in package)
    mask = compare_contents(notebook["mask"], package["mask"], within) if "mask" in notebook else SAME
    fill = within.records(notebook["fill"], package["fill"]) if "fill" in notebook else SAME
    content = compare_contents(notebook["values"], package["values"], within)
    return worst([inside("mask", mask), inside("fill value", fill), content])


COMPARATOR = Comparator(kinds=("array", "values"), compare=_compare)
