"""Texts, bytes, definitions and cycles: equal or not."""

from __future__ import annotations

import re

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

ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")


def _compare(notebook: Record, package: Record, compare: Compare) -> Difference:
    key = "name" if notebook["kind"] == "definition" else "value"
    one, other = notebook.get(key, ""), package.get(key, "")
    if one != other and ADDRESS.sub("", str(one)) != ADDRESS.sub("", str(other)):
        return different("", one, other)
    if "arguments" in notebook and "arguments" in package:
        pairs = zip(notebook["arguments"], package["arguments"], strict=False)
        return worst([inside(f"argument {n}", compare(a, b)) for n, (a, b) in enumerate(pairs)])
    return SAME


COMPARATOR = Comparator(kinds=("text", "bytes", "definition", "cycle", "unbound", "artist"), compare=_compare)
