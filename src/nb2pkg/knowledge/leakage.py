"""What classes and functions of machine-learning libraries learn from rows: the table `leakage.toml`, turned round."""

from __future__ import annotations

from functools import cache
from typing import Any

from nb2pkg.knowledge.tables import read_table


@cache
def _table() -> dict[str, Any]:
    return read_table("leakage")


@cache
def words(section: str, name: str) -> frozenset[str]:
    """The names listed under `[section] name`."""
    return frozenset(str(_table()[section][name]).split())


@cache
def kind_by_transformer() -> dict[str, str]:
    """Class -> what it learns: scale, impute, select, ..."""
    return {name: kind for kind, names in _table()["transformers"].items() for name in names.split()}


@cache
def kind_by_function() -> dict[str, str]:
    """Function -> what it learns."""
    return dict(_table()["functions"])


@cache
def splitter_kind(name: str) -> str | None:
    """plain, shuffled, grouped or ordered for a cross-validation splitter, None for anything else."""
    return next((kind for kind in _table()["splitters"] if name in words("splitters", kind)), None)


@cache
def is_metric(name: str) -> bool:
    """Whether a function of this name compares truth and prediction."""
    if name in words("evaluators", "cross_validation"):
        return False
    return name in words("evaluators", "metrics") or name.endswith(tuple(words("evaluators", "metric_endings")))


def harm_of(kind: str) -> str:
    """low, medium or high: how far what is learnt from test rows moves the score."""
    return str(_table()["kinds"][kind]["harm"])


def says_of(kind: str) -> str:
    """What is learnt, as the object of a sentence."""
    return str(_table()["kinds"][kind]["says"])
