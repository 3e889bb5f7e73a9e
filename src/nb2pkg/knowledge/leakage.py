"""What classes and functions of machine-learning libraries learn from rows: the tables, turned round."""

from __future__ import annotations

from functools import cache

from nb2pkg.knowledge.tables.leakage import FUNCTIONS, HARMS, LEARNT, NAMES, SPLITTERS, TRANSFORMERS


@cache
def words(group: str) -> frozenset[str]:
    """The names of a group of the table `NAMES`."""
    return frozenset(NAMES[group].split())


@cache
def kind_by_transformer() -> dict[str, str]:
    """Class -> what it learns: scale, impute, select, ..."""
    return {name: kind for kind, names in TRANSFORMERS.items() for name in names.split()}


@cache
def _kind_by_splitter() -> dict[str, str]:
    return {name: kind for kind, names in SPLITTERS.items() for name in names.split()}


def kind_of_function(name: str) -> str | None:
    """What a function of this name learns, None for most."""
    return FUNCTIONS.get(name)


def splitter_kind(name: str) -> str | None:
    """plain, shuffled, grouped or ordered for a cross-validation splitter, None for anything else."""
    return _kind_by_splitter().get(name)


@cache
def is_metric(name: str) -> bool:
    """Whether a function of this name compares truth and prediction."""
    if name in words("cross_validation"):
        return False
    return name in words("metrics") or name.endswith(tuple(words("metric_endings")))


def harm_of(kind: str) -> str:
    """low, medium or high: how far what is learnt from test rows moves the score."""
    return HARMS[kind]


def learnt_by(kind: str) -> str:
    """What is learnt, as the object of a sentence."""
    return LEARNT[kind]
