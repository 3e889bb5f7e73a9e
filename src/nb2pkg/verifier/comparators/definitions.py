"""Functions, classes, modules: by their names; those of the notebook by what they do as well.

A function that has moved into a module may read as a parameter what it read as a global variable, so other code is no
difference by itself: it cannot be compared. What such functions do shows in the values that come from them.
"""

from __future__ import annotations

from nb2pkg.verifier.comparators.difference import (
    Comparator,
    Difference,
    Record,
    Within,
    by_name,
    different,
    not_compared,
    worst,
)


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    if notebook["name"] != package["name"] or notebook.get("own") != package.get("own"):
        return different("", notebook["name"], package["name"])
    if notebook.get("code") != package.get("code"):
        return not_compared(f"`{notebook['name']}` is written differently in the package")
    parts, others = notebook.get("parts", {}), package.get("parts", {})
    if parts.keys() != others.keys():
        return not_compared(f"`{notebook['name']}` is built differently in the package")
    return worst([by_name(parts, others, within.records)])


COMPARATOR = Comparator(kinds=("definition",), compare=_compare)
