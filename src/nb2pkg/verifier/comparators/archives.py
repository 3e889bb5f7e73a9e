"""Files of closed formats: equal bytes are the same, other bytes say nothing."""

from __future__ import annotations

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.difference import SAME, Comparator, Compare, Difference, Record


def _compare(notebook: Record, package: Record, _: Compare) -> Difference:
    if notebook["value"] == package["value"]:
        return SAME
    return Difference(outcome=Outcome.NOT_COMPARABLE, detail=notebook["why"])


COMPARATOR = Comparator(kinds=("archive",), compare=_compare)
