"""Where predictions meet the truth."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from nb2pkg.rules.leakage.flow_story import Evaluation
from nb2pkg.rules.leakage.flow_values import PREPARED, Data, Fit

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def judged(machine: Machine, first: Data, second: Data, *, at: ast.expr | ast.stmt) -> None:
    """A comparison or difference of a prediction and something that is none, both of rows, is an evaluation."""
    if bool(first.predictions) != bool(second.predictions):
        guess, truth = (first, second) if first.predictions else (second, first)
        if truth.rows:
            judge(machine, [guess], at=at, besides=truth.varies, by_name=False)


def judge(
    machine: Machine,
    guesses: Sequence[Data],
    *,
    at: ast.expr | ast.stmt,
    besides: frozenset[Hashable] = frozenset(),
    by_name: bool = True,
) -> None:
    """Records that predictions among the data are judged here. Rounds in `besides` change the truth as well."""
    for guess in guesses:
        rounds = frozenset(one for one in guess.varies - besides if not (isinstance(one, tuple) and one[0] == PREPARED))
        for prediction in sorted(guess.predictions, key=lambda one: (one.site.cell, one.site.node.lineno)):
            found = Evaluation(machine.site(at), "metric", prediction, rounds, by_name)
            machine.story.evaluations.append(found)


def validated(machine: Machine, node: ast.expr, fit: Fit) -> None:
    """`search.best_score_`: what the search found by cross-validation is taken as a judgement."""
    for one in reversed(machine.story.evaluations):
        if one.kind == "search" and one.prediction.fit == fit:
            machine.story.evaluations.append(one._replace(site=machine.site(node), kind="cv"))
            return
