"""Files of closed formats: equal bytes are the same, other bytes say nothing."""

from __future__ import annotations

from nb2pkg.verifier.comparators.difference import SAME, Comparator, Difference, Record, Within, not_compared


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    return SAME if notebook["value"] == package["value"] else not_compared(notebook["why"])


COMPARATOR = Comparator(kinds=("archive",), compare=_compare)
