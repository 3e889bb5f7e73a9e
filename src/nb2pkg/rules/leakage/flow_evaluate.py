"""Where predictions meet the truth."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_rows import RowSet, is_within, overlap
from nb2pkg.rules.leakage.flow_story import Evaluation
from nb2pkg.rules.leakage.flow_values import DRAWN, PICKED, PREPARED, RESAMPLED, STAGE, Data, Fit, Mark, Prediction
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


_VALIDATION = pattern_of(r"(?i)(^|_)(val|valid|validation|dev)(_|$|\d)")


def judged(machine: Machine, first: Data, second: Data, *, at: ast.expr | ast.stmt) -> None:
    """A comparison or difference of a prediction and something that is none, both of rows, is an evaluation."""
    if bool(first.predictions) != bool(second.predictions):
        guess, truth = (first, second) if first.predictions else (second, first)
        if truth.rows:
            judge(machine, [guess], at=at, truths=[truth], by_name=False)


def blended(machine: Machine, result: Data, some: Sequence[Data], *, at: ast.expr | ast.stmt) -> Data:
    """`(a + b) / 2`: the predictions of two models become those of one."""
    makers = [one.predictions for one in some if one.predictions]
    if len(makers) < 2 or all(one == makers[0] for one in makers):
        return result
    return _of_one(machine, result, at=at)


def averaged(machine: Machine, result: Data, *, at: ast.expr | ast.stmt) -> Data:
    """`table.mean(axis=1)`: what several models predict, as columns, becomes what one predicts."""
    if len({made.model for made in result.predictions}) < 2:
        return result
    return _of_one(machine, result, at=at)


def _of_one(machine: Machine, result: Data, *, at: ast.expr | ast.stmt) -> Data:
    return replace(result, marks=result.marks | {Mark("blend", machine.site(at), "")})


def rated(first: Data, second: Data) -> Data:
    """The first, with the predictions that its comparison or difference with the second tells the quality of."""
    if bool(first.predictions) == bool(second.predictions):
        return first
    return replace(first, scores=first.scores | first.predictions | second.predictions)


def kept_best(machine: Machine, test: ast.expr, score: Data, body: Sequence[ast.stmt]) -> None:
    """`if score > best: best = score` within a loop: the round is kept in which these rows are predicted best."""
    if not machine.loops or not score.scores or not isinstance(test, ast.Compare | ast.BoolOp):
        return
    compared = {ast.unparse(node) for node in walk(test) if isinstance(node, ast.Name | ast.Attribute)}
    targets = [target for one in body if isinstance(one, ast.Assign) for target in one.targets]
    bound = {ast.unparse(node) for one in targets for node in walk(one) if isinstance(node, ast.Name | ast.Attribute)}
    if compared.isdisjoint(bound) or is_for_validation(test):
        return
    if len({made.tested for made in score.scores}) > 1:  # the mean of many splits: cross-validation by hand
        return
    for prediction in sorted(score.scores, key=lambda one: (one.site.cell, one.site.node.lineno)):
        if not is_for_validation(prediction.site.outer):
            machine.story.evaluations.append(Evaluation(machine.site(test), "keep", prediction))


def is_for_validation(node: ast.expr | ast.stmt) -> bool:
    """Whether names in it say that the rows are there to choose by."""
    return any(_VALIDATION.search(word) for word in map(_word, walk(node)))


def _word(node: ast.AST) -> str:
    match node:
        case ast.Name(id=word) | ast.Constant(value=str(word)):
            return word
    return ""


def judge(
    machine: Machine,
    guesses: Sequence[Data],
    *,
    at: ast.expr | ast.stmt,
    truths: Sequence[Data] = (),
    by_name: bool = True,
) -> None:
    """Records that predictions among the data are judged here. Rounds that change the truth as well are no tries."""
    besides = frozenset(loop for one in truths for loop in one.varies)
    columns = truths[0].columns if truths else None
    of = (columns.names if columns is not None else None) or frozenset()
    for guess in guesses:
        rounds = frozenset(one for one in guess.varies - besides if not is_preparation(one))
        blend = frozenset(mark for mark in guess.marks if mark.kind == "blend")
        for prediction in sorted(guess.predictions, key=lambda one: (one.site.cell, one.site.node.lineno)):
            found = Evaluation(machine.site(at), "metric", _of_rows(prediction, guess.rows), rounds, by_name, blend, of)
            machine.story.evaluations.append(found)


def _of_rows(made: Prediction, rows: RowSet) -> Prediction:
    """The prediction for those rows that are judged: of all rows it may be made, for the held out ones only judged."""
    is_narrower = is_within(rows, made.tested) and overlap(made.tested, made.fit.rows)
    return made._replace(tested=rows) if is_narrower else made


def trained_further(machine: Machine, loss: Data) -> None:
    """`loss.backward()`: the rows that were predicted here are no test, the networks are trained on them too."""
    made = loss.scores | loss.predictions
    machine.trained += 1
    for network in machine.networks:
        rows = frozenset(row for one in made if one.fit == network.fit for row in one.tested)
        if network.fit is not None and rows:
            network.fit = network.fit._replace(rows=network.fit.rows | rows)
    machine.practice |= made


def stages_of(some: Iterable[Data]) -> frozenset[Hashable]:
    """Of which rounds of a fitted model these are the predictions, or their scores."""
    changes = (change for one in some for change in one.varies)
    return frozenset(change for change in changes if isinstance(change, tuple) and change[0] == STAGE)


def is_preparation(change: Hashable) -> bool:
    """Whether a change is one of what a model is given, not of what it says."""
    return isinstance(change, tuple) and change[0] in {PREPARED, RESAMPLED, DRAWN, PICKED, STAGE}


def validated(machine: Machine, node: ast.expr, fit: Fit) -> None:
    """`search.best_score_`: what the search found by cross-validation, or on rows given for it, is a judgement."""
    for kind, judgement in (("search", "cv"), ("choose", "metric")):
        for one in reversed(machine.story.evaluations):
            if one.kind == kind and one.prediction.fit.site == fit.site:
                machine.story.evaluations.append(one._replace(site=machine.site(node), kind=judgement))
                return
