"""Predictions of fitted models, on record: those that judge, and those that training is stopped by."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from nb2pkg.knowledge.leakage import words
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import data_in, estimators_in
from nb2pkg.rules.leakage.flow_identity import identity
from nb2pkg.rules.leakage.flow_rows import RowSet, is_within
from nb2pkg.rules.leakage.flow_story import Evaluation
from nb2pkg.rules.leakage.flow_values import (
    UNKNOWN,
    Const,
    Data,
    Estimator,
    Prediction,
    Seq,
    Value,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def prediction_of(machine: Machine, node: ast.expr, owner: Estimator, features: Data) -> Prediction | None:
    """A model meets rows, if it was fitted."""
    if owner.fit is None:
        return None
    fit = owner.fit._replace(rows=owner.fit.rows | _told_by_models(features))
    return Prediction(
        machine.site(node), identity(owner), owner.name, owner.label or owner.name, fit, features.rows, features.learnt
    )


def _told_by_models(features: Data) -> RowSet:
    """The rows that went into these features with their targets: of models that say something of their own rows."""
    columns = features.columns
    kept = {one for name, one in features.guessed if columns is not None and columns.holds(name)}
    told = (one for one in features.predictions | kept if one.fit.has_target and is_within(one.tested, one.fit.rows))
    return frozenset(row for one in told for row in one.fit.rows)


def record(machine: Machine, node: ast.expr, kind: str, owner: Estimator, features: Data) -> None:
    """Records that a fitted model meets rows."""
    made = prediction_of(machine, node, owner, features)
    if made is not None and made.tested:
        machine.story.evaluations.append(Evaluation(machine.site(node), kind, made))


def stopped(machine: Machine, node: ast.Call, owner: Estimator, arguments: Arguments) -> None:
    """Training that is stopped, or whose best round is chosen, by data given for it."""
    names = ("validation_data", "eval_set", "evals")
    watched = [arguments.named[name] for name in names if name in arguments.named]
    watched += data_in([arguments.named.get("valid_sets", UNKNOWN)])
    settings = {**owner.params, **arguments.named}
    match settings.get("args"):
        case Estimator(params=more):
            settings |= more
    callbacks = estimators_in([settings[name] for name in ("callbacks",) if name in settings])
    names_of_callbacks = {one.name for one in callbacks}
    for one in callbacks:
        match one.params.get("filepath", one.params.get("0")):
            case Const(value=str(path)) if one.name == "ModelCheckpoint":
                machine.saved[path] = owner
    chooses = bool(names_of_callbacks & words("stopping_callbacks")) or owner.name in words("tuners")
    chooses |= any(
        name in words("stopping_arguments") and not (isinstance(value, Const) and not value.value)
        for name, value in settings.items()
    )
    _chosen_by_scores(machine, node, settings.values())
    for data in _watched([*watched, owner.watched]):
        machine_kind = "choose" if chooses else "monitor"
        record(machine, node, machine_kind, owner, data)


def _chosen_by_scores(machine: Machine, node: ast.Call, settings: Iterable[Value]) -> None:
    """`epochs=np.argmin(history["val_loss"])`: how long to train was chosen by what was watched before."""
    found = {made for value in settings if isinstance(value, Data) for made in value.scores}
    for made in sorted(found, key=lambda one: (one.site.cell, one.site.node.lineno)):
        machine.story.evaluations.append(Evaluation(machine.site(node), "choose", made))


def _watched(values: list[Value]) -> list[Data]:
    """The features among the data watched: of each pair (X, y) the first."""
    found: list[Data] = []
    for value in values:
        if isinstance(value, Seq) and len(value.items) >= 2 and isinstance(value.items[0], Data):
            found.append(value.items[0])
        elif isinstance(value, Seq):
            found += _watched(value.items)
        elif isinstance(value, Data):
            found.append(value)
    return found
