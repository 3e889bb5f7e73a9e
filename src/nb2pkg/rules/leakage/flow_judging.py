"""Functions that judge: metrics of truth and guess, or of a model and rows; displays of a model's quality."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.knowledge.leakage import words
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import data_in, estimators_in
from nb2pkg.rules.leakage.flow_estimators import scored
from nb2pkg.rules.leakage.flow_evaluate import judge, stages_of
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Data, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def judged_by(machine: Machine, node: ast.Call, arguments: Arguments, dotted: str = "") -> Value:
    """`accuracy_score(truth, guess)`, `nn.CrossEntropyLoss()(guess, truth)`: what it gives back is a score."""
    data = [one for one in data_in(arguments.all) if one.rows or one.predictions]
    truths = [one for one in data if not one.predictions]
    guesses = [_tested_as(one, truths) for one in data if one.predictions]
    models = [one for one in estimators_in(arguments.all) if one.fit is not None]
    if models and truths and not guesses:  # `precision_at_k(model, train, test)`
        return scored(machine, node, models[0], truths[-1] if dotted.startswith("implicit.") else truths[0])
    if guesses and (truths or _share_predictions(guesses) or dotted.startswith("surprise.")):
        judge(machine, guesses, at=node, truths=truths)
    scores = frozenset(made for one in guesses for made in one.predictions)
    return Data(scores=scores, varies=stages_of(guesses)) if guesses else UNKNOWN


def _share_predictions(guesses: list[Data]) -> bool:
    """Whether several columns of one table are meant, not what two models say of the same rows."""
    return len(guesses) > 1 and bool(frozenset.intersection(*(one.predictions for one in guesses)))


def _tested_as(guess: Data, truths: list[Data]) -> Data:
    """A forecast has no rows of its own; those of the truth are meant."""
    if guess.rows or not truths:
        return guess
    predictions = frozenset(one._replace(tested=truths[0].rows) for one in guess.predictions if not one.tested)
    return replace(guess, predictions=predictions | {one for one in guess.predictions if one.tested})


def shown(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`plot_roc_curve(model, X, y)`, `ConfusionMatrixDisplay.from_estimator(model, X, y)`."""
    data = [one for one in data_in(arguments.all) if one.rows]
    function = node.func
    owner = ast.unparse(function.value).rpartition(".")[2] if isinstance(function, ast.Attribute) else ""
    is_judging = owner in words("displays") or not owner.endswith("Display")
    for model in estimators_in(arguments.all)[:1]:
        if data and is_judging:
            scored(machine, node, model, data[0])
    return UNKNOWN
