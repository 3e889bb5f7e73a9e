"""Sequences, sets, mappings, and objects by their attributes."""

from __future__ import annotations

from nb2pkg.verifier.comparators.difference import Comparator, Compare, Difference, Record, different, inside, worst


def _compare(notebook: Record, package: Record, compare: Compare) -> Difference:
    if notebook["kind"] == "object":
        return compare_named(notebook["fields"], package["fields"], compare)
    one, other = notebook["items"], package["items"]
    if len(one) != len(other):
        return different("length", len(one), len(other))
    if notebook["kind"] == "mapping":
        keys = worst([inside("keys", compare(a[0], b[0])) for a, b in zip(one, other, strict=True)])
        values = (
            inside(f"[{_key(a[0], n)}]", compare(a[1], b[1])) for n, (a, b) in enumerate(zip(one, other, strict=True))
        )
        return worst([keys, *values])
    return worst([inside(f"[{n}]", compare(a, b)) for n, (a, b) in enumerate(zip(one, other, strict=True))])


def _key(record: Record, number: int) -> str:
    return repr(record["value"]) if "value" in record else f"item {number}"


def compare_named(notebook: Record, package: Record, compare: Compare) -> Difference:
    """Records by name: the same names, and the same under each of them."""
    if notebook.keys() != package.keys():
        return different("names", sorted(notebook), sorted(package))
    return worst([inside(f".{name}", compare(notebook[name], package[name])) for name in sorted(notebook)])


COMPARATOR = Comparator(kinds=("sequence", "set", "mapping", "object"), compare=_compare)
