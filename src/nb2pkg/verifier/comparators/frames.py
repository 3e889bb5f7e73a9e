"""Frames, series and indexes of pandas: names, order, dtypes, index, values."""

from __future__ import annotations

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.contents import compare_contents
from nb2pkg.verifier.comparators.difference import (
    SAME,
    Comparator,
    Difference,
    Record,
    Within,
    by_name,
    different,
    equal_fields,
    in_turn,
    inside,
    worst,
)


def _frame(notebook: Record, package: Record, within: Within) -> Difference:
    names = _index(notebook["names"], package["names"], within)
    if names.outcome is Outcome.DIFFERENT:
        return inside("columns", names)
    return worst([names, _content(notebook, package, within), *_around(notebook, package, within)])


def _content(notebook: Record, package: Record, within: Within) -> Difference:
    found = equal_fields(notebook, package, ("dtype",))
    if found.outcome is not Outcome.SAME or ("block" in notebook) is not ("block" in package):
        return different("columns", notebook.get("dtype", "of several types"), package.get("dtype", "of several types"))
    if "block" in notebook:
        return inside("values", compare_contents(notebook["block"], package["block"], within))
    labels = _labels(notebook["names"], len(notebook["columns"]))
    pairs = zip(labels, notebook["columns"], package["columns"], strict=True)
    return worst(inside(f"column {label}", _column(one, other, within)) for label, one, other in pairs)


def _around(notebook: Record, package: Record, within: Within) -> tuple[Difference, Difference]:
    index = inside("index", _index(notebook["index"], package["index"], within))
    return index, by_name(notebook.get("more", {}), package.get("more", {}), within.records)


def _labels(names: Record, count: int) -> list[str]:
    """What columns are called, where their names are recorded one by one."""
    items = names["levels"][0]["values"].get("items")
    if not items or len(names["levels"]) > 1:
        return [str(number) for number in range(count)]
    return [str(item.get("value", "")) for item in items]


def _series(notebook: Record, package: Record, within: Within) -> Difference:
    column = _column(notebook["column"], package["column"], within)
    if notebook["name"] is None or package["name"] is None:  # an array of pandas, which has no name
        name = SAME if notebook["name"] == package["name"] else different("name", notebook["name"], package["name"])
        return worst([column, name])
    name = inside("name", within.records(notebook["name"], package["name"]))
    return worst([column, name, *_around(notebook, package, within)])


def _column(notebook: Record, package: Record, within: Within) -> Difference:
    found = equal_fields(notebook, package, ("dtype", "ordered"))
    if found.outcome is not Outcome.SAME:
        return found
    categories = SAME
    if "categories" in notebook:
        categories = inside("categories", compare_contents(notebook["categories"], package["categories"], within))
    return worst([categories, compare_contents(notebook["values"], package["values"], within)])


def _index(notebook: Record, package: Record, within: Within) -> Difference:
    found = equal_fields(notebook, package, ("frequency",))
    if found.outcome is not Outcome.SAME:
        return found
    names = inside("names", in_turn(notebook["names"], package["names"], within.records))
    levels = in_turn(notebook["levels"], package["levels"], lambda a, b: _column(a, b, within))
    return worst([names, levels])


_BY_KIND = {"frame": _frame, "series": _series, "index": _index}


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    return _BY_KIND[notebook["kind"]](notebook, package, within)


COMPARATOR = Comparator(kinds=("frame", "series", "index"), compare=_compare)
