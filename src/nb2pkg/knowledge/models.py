"""What libraries say of models: which classes are models, which calls fit, and what looks at several rows."""

from __future__ import annotations

from functools import cache

from nb2pkg.knowledge.leakage import kind_by_transformer, kind_of_function, words
from nb2pkg.knowledge.tables import models

_NO_MODELS = ("harmless", "choosers", "oversamplers", "undersamplers")


@cache
def names(group: str) -> frozenset[str]:
    """The names of a group of the table, such as `fits`."""
    return frozenset(models.NAMES[group].split())


def is_saved_by_skops(qualified: str) -> bool:
    """Whether the class with this full name is of a library whose models skops saves."""
    return qualified.startswith(tuple(names("saved_by_skops")))


def has_own_format(qualified: str) -> bool:
    """Whether its library has a format of its own for models."""
    return qualified.startswith(tuple(names("own_format")))


def is_transformer(qualified: str) -> bool:
    """Whether the class makes features and does not predict."""
    name = qualified.rpartition(".")[2]
    kind = kind_by_transformer().get(name)
    if kind is not None:
        return kind not in names("predicting_kinds")
    return any(name in words(group) for group in _NO_MODELS)


def looks_at_rows(method: str, *, by_row: bool) -> bool:
    """Whether what a call gives for a row depends on the other rows; `by_row`: it says axis=1."""
    if method in names("of_rows"):
        return not by_row
    return method in names("of_all_rows") or kind_of_function(method) is not None
