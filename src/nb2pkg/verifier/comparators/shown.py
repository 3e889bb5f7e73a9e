"""Values that were displayed: what they are, and the text that stands for them."""

from __future__ import annotations

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.difference import Comparator, Difference, Record, Within, different, worst


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    """A value that cannot be looked into is shown alike if its text says something, and says the same."""
    if notebook["value"]["type"] != package["value"]["type"]:
        return different("", notebook["value"]["type"], package["value"]["type"])
    value = within.records(notebook["value"], package["value"])
    text = within.records(notebook["text"], package["text"])
    says_something = "at 0x" not in notebook["text"].get("value", "at 0x")
    if value.outcome is Outcome.NOT_COMPARED and says_something:
        return text
    return worst([value, text])


COMPARATOR = Comparator(kinds=("shown",), compare=_compare)
