"""Files of closed formats: equal bytes are the same; of others what they hold tells, if it could be loaded."""

from __future__ import annotations

from nb2pkg.verifier.comparators.difference import SAME, Comparator, Difference, Record, Within, different, inside


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    if notebook["value"] == package["value"]:
        return SAME
    if "content" in notebook and "content" in package:
        return inside("content", within.records(notebook["content"], package["content"]))
    return different("", notebook["value"], package["value"])


COMPARATOR = Comparator(kinds=("archive",), compare=_compare)
