"""Where predictions meet the truth."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from nb2pkg.rules.leakage.flow_story import Evaluation
from nb2pkg.rules.leakage.flow_values import Data

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
        for prediction in sorted(guess.predictions, key=lambda one: (one.site.cell, one.site.node.lineno)):
            found = Evaluation(machine.site(at), "metric", prediction, guess.varies - besides, by_name)
            machine.story.evaluations.append(found)
