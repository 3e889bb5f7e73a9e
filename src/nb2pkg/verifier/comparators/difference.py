"""What a comparison of two records comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nb2pkg.model.verdict import Outcome

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The outcome, where in the value the first difference is, and what stands there on both sides."""

    outcome: Outcome
    where: str = ""
    detail: str = ""


SAME = Difference(outcome=Outcome.SAME)
Compare = Callable[[Any, Any], Difference]
_GRAVITY = (Outcome.SAME, Outcome.CLOSE, Outcome.NOT_COMPARABLE, Outcome.DIFFERENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """`compare` gets two records of one of the kinds, and the comparison for the records inside them."""

    kinds: tuple[str, ...]
    compare: Callable[[Record, Record, Compare], Difference]


def different(where: str, notebook: object, package: object) -> Difference:
    """A difference, both sides shown shortly."""
    return Difference(
        outcome=Outcome.DIFFERENT,
        where=where,
        detail=f"{_short(notebook)} in the notebook, {_short(package)} in the package",
    )


def _short(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else value
    return text if len(text) <= 80 else f"{text[:77]}..."


def worst(differences: list[Difference]) -> Difference:
    """The gravest of several: a difference outweighs what could not be compared, that outweighs closeness."""
    return max(differences, key=lambda found: _GRAVITY.index(found.outcome), default=SAME)


def inside(where: str, found: Difference) -> Difference:
    """The same difference, told from one level further out."""
    if found.outcome is Outcome.SAME:
        return found
    joined = f"{where}{found.where if found.where.startswith(('[', '.')) or not found.where else ', ' + found.where}"
    return Difference(outcome=found.outcome, where=joined, detail=found.detail)


def equal_fields(notebook: Record, package: Record, names: tuple[str, ...]) -> Difference:
    """The first of some fields that is not equal."""
    for name in names:
        if notebook.get(name) != package.get(name):
            return different(name, notebook.get(name), package.get(name))
    return SAME
