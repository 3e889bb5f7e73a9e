"""Frames, series and indexes of pandas: names, order, dtypes, index, values."""

from __future__ import annotations

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.arrays import compare_values
from nb2pkg.verifier.comparators.difference import (
    SAME,
    Comparator,
    Compare,
    Difference,
    Record,
    different,
    equal_fields,
    inside,
    worst,
)


def _compare(notebook: Record, package: Record, compare: Compare) -> Difference:
    if notebook["kind"] == "index":
        return _index(notebook, package, compare)
    if notebook["kind"] == "series":
        found = [_column(notebook["column"], package["column"], compare)]
        if notebook.get("name") != package.get("name"):
            found.append(different("name", notebook["name"], package["name"]))
        return worst([*found, inside("index", _index(notebook["index"], package["index"], compare))])
    return _frame(notebook, package, compare)


def _frame(notebook: Record, package: Record, compare: Compare) -> Difference:
    names = _index(notebook["names"], package["names"], compare)
    if names.outcome is Outcome.DIFFERENT:
        return inside("columns", names)
    labels = _labels(notebook["names"], len(notebook["columns"]))
    columns = [
        inside(f"column {label}", _column(one, other, compare))
        for label, one, other in zip(labels, notebook["columns"], package["columns"], strict=True)
    ]
    return worst([names, *columns, inside("index", _index(notebook["index"], package["index"], compare))])


def _labels(names: Record, count: int) -> list[str]:
    values = names["levels"][0]["values"] if names.get("levels") else {}
    items = values.get("items")
    if not items:
        return [str(number) for number in range(count)]
    return [str(item.get("value", "")) if isinstance(item, dict) else str(item) for item in items]


def _column(notebook: Record, package: Record, compare: Compare) -> Difference:
    found = equal_fields(notebook, package, ("dtype", "ordered", "categories"))
    if found.outcome is not Outcome.SAME:
        return found
    return compare_values(notebook["values"], package["values"], compare)


def _index(notebook: Record, package: Record, compare: Compare) -> Difference:
    if not notebook and not package:
        return SAME
    found = equal_fields(notebook, package, ("names", "frequency"))
    if found.outcome is not Outcome.SAME:
        return found
    if len(notebook["levels"]) != len(package["levels"]):
        return different("levels", len(notebook["levels"]), len(package["levels"]))
    pairs = zip(notebook["levels"], package["levels"], strict=True)
    return worst([_column(one, other, compare) for one, other in pairs])


COMPARATOR = Comparator(kinds=("frame", "series", "index"), compare=_compare)
