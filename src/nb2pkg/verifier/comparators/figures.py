"""Figures and axes: number and order of axes, texts, and the data that is drawn."""

from __future__ import annotations

from typing import Any

from nb2pkg.verifier.comparators.difference import (
    SAME,
    Comparator,
    Compare,
    Difference,
    Record,
    different,
    inside,
    worst,
)
from nb2pkg.verifier.comparators.numbers import compare_numbers


def _compare(notebook: Record, package: Record, _: Compare) -> Difference:
    return _plain({k: v for k, v in notebook.items() if k != "type"}, {k: v for k, v in package.items() if k != "type"})


def _plain(notebook: Any, package: Any) -> Difference:
    """Nested plain values: texts exactly, numbers within the tolerance."""
    if isinstance(notebook, dict) and isinstance(package, dict):
        return worst([inside(f".{key}", _plain(notebook[key], package.get(key))) for key in notebook])
    if isinstance(notebook, list) and isinstance(package, list):
        if len(notebook) != len(package):
            return different("number", len(notebook), len(package))
        return worst([inside(f"[{n}]", _plain(a, b)) for n, (a, b) in enumerate(zip(notebook, package, strict=True))])
    if isinstance(notebook, float) and isinstance(package, float):
        return compare_numbers(notebook, package)
    return SAME if notebook == package else different("", notebook, package)


COMPARATOR = Comparator(kinds=("figure", "axes"), compare=_compare)
