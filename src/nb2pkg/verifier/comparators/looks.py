"""Objects of which nothing is known but their text: another text is a difference, the same one proves nothing."""

from __future__ import annotations

from nb2pkg.verifier.comparators.difference import Comparator, Difference, Record, Within, different, not_compared


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    if notebook["value"] != package["value"]:
        return different("", notebook["value"], package["value"])
    return not_compared(f"{notebook['type']}: only its text can be seen, which is the same")


COMPARATOR = Comparator(kinds=("by text",), compare=_compare)
