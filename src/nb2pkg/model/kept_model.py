"""A model that a package saves, and what keeps one from being saved or used."""

from __future__ import annotations

from msgspec import Struct

from nb2pkg.model.notebook import StmtRef


class KeptModel(Struct, frozen=True, kw_only=True):
    """After this statement the model `name` is fitted, and can be saved as `label`.

    `features` and `target` are what it was given, in source form: names, columns and attributes of names.
    `target_column`: the column from which the target was taken, if that is plain. `preprocessing`: names of what else
    was fitted to make the features or the target.
    """

    after: StmtRef
    label: str
    name: str
    estimator: str  # its class, empty if that is not known
    features: str
    target: str = ""
    target_column: str = ""
    preprocessing: tuple[str, ...] = ()


class Hindrance(Struct, frozen=True, kw_only=True):
    """A statement that stands between new data and a prediction, or keeps a model from being saved, and why."""

    ref: StmtRef
    reason: str
