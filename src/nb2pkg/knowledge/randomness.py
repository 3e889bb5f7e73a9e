"""Chance: which calls draw, from which generator, what seeds it, and who takes a seed by keyword."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from nb2pkg.knowledge.tables import randomness as tables

SEED_KEYWORDS = frozenset({"random_state", "seed", "rng", "generator", "random_seed", "rstate"})


class Taker(Struct, frozen=True, kw_only=True):
    """A call that takes a seed by keyword. `what` differs between two runs without one.

    `only_if` and `unless` are pairs of a keyword and a value (`*`: any) for which it draws at all, or does not.
    `coin_toss`: without any of these keywords, chance decides between equally good splits only.
    """

    what: str
    keyword: str
    has_own_generator: bool
    only_if: tuple[tuple[str, str], ...]
    unless: tuple[tuple[str, str], ...]
    coin_toss: frozenset[str]


@cache
def seeded_by() -> dict[str, str]:
    """The full name of a seeding call -> the generator, or `all`."""
    return _by_name(tables.SEEDS)


@cache
def drawn_by() -> dict[str, str]:
    """The full name of a drawing call -> the generator."""
    return _by_name(tables.DRAWS)


@cache
def weights_by() -> dict[str, str]:
    """The full name of a layer of a network -> the generator that its first weights come from."""
    return _by_name(tables.WEIGHTS)


@cache
def generator_makers() -> frozenset[str]:
    """Full names of what makes a generator, seeded by its first argument or by the operating system."""
    return frozenset(_by_name(tables.MAKERS))


@cache
def seed_takers() -> dict[str, Taker]:
    """The full name of a call that takes a seed -> what is known of it.

    >>> seed_takers()["sklearn.model_selection.train_test_split"].unless
    (('shuffle', 'False'),)
    """
    return {name: _taker(name, what) for name, what in _by_name(tables.TAKERS).items()}


def _taker(name: str, what: str) -> Taker:
    root = name.partition(".")[0]
    return Taker(
        what=what,
        keyword=tables.SEED_KEYWORDS.get(root, "random_state"),
        has_own_generator=root in tables.OWN_GENERATOR.split(),
        only_if=_conditions(tables.ONLY_IF, name),
        unless=_conditions(tables.UNLESS, name),
        coin_toss=frozenset(tables.COIN_TOSS.get(name.rpartition(".")[2], "").split()),
    )


def _conditions(table: dict[str, str], name: str) -> tuple[tuple[str, str], ...]:
    pairs = table.get(name, table.get(name.rpartition(".")[2], "")).split()
    return tuple((keyword, value) for keyword, _, value in (pair.partition("=") for pair in pairs))


def _by_name(group: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: fact for fact, owners in group.items() for name in _full_names(owners)}


def _full_names(names_by_owner: dict[str, str]) -> Iterator[str]:
    for owner, names in names_by_owner.items():
        for name in names.split():
            yield f"{owner}.{name}"
