"""The best of the rounds of a loop that trains: chosen by the scores that a list has collected."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nb2pkg.rules.leakage.flow_combine import data_in
from nb2pkg.rules.leakage.flow_evaluate import is_for_validation, stages_of
from nb2pkg.rules.leakage.flow_story import Evaluation
from nb2pkg.rules.leakage.flow_values import Prediction, Seq, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_copies import Appended
    from nb2pkg.rules.leakage.flow_machine import Machine

BEST_OF = frozenset({"argmax", "argmin", "nanargmax", "nanargmin"})


def best_round(machine: Machine, node: ast.Call, scores: Value) -> None:
    """`np.argmin(losses)`, `rates.index(max(rates))`: the round is kept in which the same rows are predicted best."""
    if not isinstance(scores, Seq) or is_for_validation(node):
        return
    for made in sorted(_staged(scores) or _trained(machine, scores), key=_order):
        if not is_for_validation(made.site.outer):
            machine.story.evaluations.append(Evaluation(machine.site(node), "keep", made))


def _staged(scores: Seq) -> frozenset[Prediction]:
    """What the best of the rounds of a fitted model is chosen by: `staged_predict`."""
    some = data_in(scores.items)
    if len(stages_of(some)) < 2:
        return frozenset()
    return frozenset(made for one in some for made in one.scores | one.predictions)


def _trained(machine: Machine, scores: Seq) -> set[Prediction]:
    """What the best of the rounds of a loop is chosen by, if one model is trained in all of them."""
    some = [one for one in machine.appended if one.to is scores and one.item.scores]
    if len({one.trained for one in some}) < 2:  # no training between them: batches, or parts of the rows
        return set()
    if len({frozenset(made.tested for made in one.item.scores) for one in some}) > 1:
        return set()
    last = some[-1]
    return {made for made in last.item.scores - machine.practice if _goes_on(machine, made, last)}


def _goes_on(machine: Machine, made: Prediction, last: Appended) -> bool:
    """Whether the model is older than the loop: what each round begins anew may be for another target."""
    return any(one.fit == made.fit and one.made_within < len(last.round) for one in machine.networks)


def _order(made: Prediction) -> tuple[int, int, int]:
    return made.site.cell, made.site.node.lineno, made.site.node.col_offset
