"""What a comparison of two records comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.verdict import Outcome

Record = dict[str, Any]


class Difference(Struct, frozen=True, kw_only=True):
    """The outcome, where in the value the first difference is, and what stands there on both sides."""

    outcome: Outcome
    where: str = ""
    detail: str = ""


SAME = Difference(outcome=Outcome.SAME)
_GRAVITY = (Outcome.SAME, Outcome.UNSTABLE, Outcome.CLOSE, Outcome.NOT_COMPARED, Outcome.DIFFERENT)


class Within(Struct, frozen=True, kw_only=True):
    """What comparators need to go on: the comparison of any two records, and where large contents lie."""

    records: Callable[[Record, Record], Difference]
    blobs: Path | None = None


class Comparator(Struct, frozen=True, kw_only=True):
    """`compare` gets two records of one of the kinds and of one type."""

    kinds: tuple[str, ...]
    compare: Callable[[Record, Record, Within], Difference]


def different(where: str, notebook: object, package: object) -> Difference:
    """A difference, both sides shown shortly."""
    return Difference(
        outcome=Outcome.DIFFERENT,
        where=where,
        detail=f"{_short(notebook)} in the notebook, {_short(package)} in the package",
    )


def not_compared(why: str) -> Difference:
    """Nothing can be said."""
    return Difference(outcome=Outcome.NOT_COMPARED, detail=why)


def _short(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else value
    return text if len(text) <= 80 else f"{text[:77]}..."


def worst(differences: Iterable[Difference]) -> Difference:
    """The gravest of several: a difference outweighs what could not be compared, that outweighs closeness and so on."""
    return max(differences, key=lambda found: _GRAVITY.index(found.outcome), default=SAME)


def inside(where: str, found: Difference) -> Difference:
    """The same difference, told from one level further out."""
    if found.outcome is Outcome.SAME:
        return found
    joined = f"{where}{found.where if found.where.startswith(('[', '.')) or not found.where else ', ' + found.where}"
    return replace(found, where=joined)


def equal_fields(notebook: Record, package: Record, names: tuple[str, ...]) -> Difference:
    """The first of some fields that is not equal."""
    for name in names:
        if notebook.get(name) != package.get(name):
            return different(name, notebook.get(name), package.get(name))
    return SAME


def in_turn(notebook: list[Any], package: list[Any], compare: Callable[[Any, Any], Difference]) -> Difference:
    """Two lists, item by item."""
    if len(notebook) != len(package):
        return different("length", len(notebook), len(package))
    return worst(inside(f"[{n}]", compare(a, b)) for n, (a, b) in enumerate(zip(notebook, package, strict=True)))


def by_name(notebook: Record, package: Record, compare: Callable[[Any, Any], Difference]) -> Difference:
    """Records by name: the same names, and the same under each of them."""
    if notebook.keys() != package.keys():
        return different("names", sorted(notebook.keys() - package.keys()), sorted(package.keys() - notebook.keys()))
    return worst(inside(f".{name}", compare(notebook[name], package[name])) for name in sorted(notebook))
