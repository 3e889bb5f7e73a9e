"""What happened in a notebook, as far as leakage goes: splits, fits and evaluations in order, each with its place."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from msgspec import Struct, field

from nb2pkg.rules.leakage.flow_rows import Rows, RowSet
from nb2pkg.rules.leakage.flow_values import Data, Mark, Prediction, Site


class Split(NamedTuple):
    """Rows were divided. `way`: `split`, or `cv` for cross-validation; `order`: shuffled, kept as it was, or time."""

    site: Site
    way: str
    order: str
    grouped: bool
    rows: RowSet
    marks: frozenset[Mark]


class Training(NamedTuple):
    """`X` and `y` were given to a model."""

    site: Site
    label: str
    features: Data
    target: Data


class Evaluation(NamedTuple):
    """A prediction was made or judged.

    `kind`: predict (not judged), metric, cv, search (within a search for parameters), choose (stopped by it), keep (the
    best round is kept by it).
    `by_name`: judged by a function that is known to compare truth and prediction. `blend`: where the predictions of
    several models were put together that are judged as one. `of`: the column that holds the truth, if known.
    """

    site: Site
    kind: str
    prediction: Prediction
    varies: frozenset[Hashable] = frozenset()
    by_name: bool = False
    blend: frozenset[Mark] = frozenset()
    of: frozenset[str] = frozenset()


class Story(Struct):
    """The events in the order in which the cells make them happen."""

    splits: list[Split] = field(default_factory=list)
    trainings: list[Training] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    cuts: set[tuple[Rows, Hashable]] = field(default_factory=set)  # slices that were taken
    groups_counted: list[tuple[RowSet, Mark]] = field(default_factory=list)  # rows of which an entity has several
    is_cut_short: bool = False  # the budget of steps was spent before the end
    groups_known: list[Site] = field(default_factory=list)  # where a splitter was given groups
