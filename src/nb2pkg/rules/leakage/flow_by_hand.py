"""Models without an estimator: weights that were computed from training rows meet other rows of the same data."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_combine import absorbed
from nb2pkg.rules.leakage.flow_rows import Relation, RowSet, relation
from nb2pkg.rules.leakage.flow_settings import settings_here
from nb2pkg.rules.leakage.flow_story import Evaluation
from nb2pkg.rules.leakage.flow_values import Data, Fit, Mark, Prediction, Site

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


_AXES = frozenset({"cov", "corrcoef", "svd"})
SOLVING = frozenset({"inv", "lstsq", "nnls", "pinv", "solve"})


def product(machine: Machine, rows: Data, weights: Data, result: Data, *, at: ast.expr | ast.stmt) -> Data:
    """`X_test @ w`: a prediction where `w` comes from rows that were divided from those of `X_test`.

    Weights that solve equations are no axes, so they predict those rows too that they have seen.
    """
    is_solved = bool(rows.rows) and rows.rows != weights.rows and is_fitted(weights) and not is_fitted(rows)
    if rows.predictions or weights.predictions or not (is_solved or _apart(rows.rows, weights.rows)):
        return result
    site = machine.site(at)
    names = frozenset((one.kind, one.what) for _, one in weights.learnt)
    signature = (frozenset(row.limits for row in weights.rows), names, weights.varies)
    fit = Fit(site, "model", weights.rows, weights.learnt, signature, True, frozenset(), settings_here(machine))
    details = sorted({mark.detail for mark in weights.marks if mark.kind == "weights"})
    model = "by hand", machine.place(at), tuple(details)
    made = Prediction(site, model, "", "model", fit, rows.rows, rows.learnt)
    machine.story.evaluations.append(Evaluation(site, "predict", made))
    return replace(result, rows=rows.rows, learnt=frozenset(), predictions=frozenset({made}), columns=None)


def curve(machine: Machine, first: Data, second: Data, result: Data, *, at: ast.expr | ast.stmt) -> Data:
    """`slope * x_test`, of a slope that was fitted to other rows: a prediction."""
    if not is_fitted(first) and not is_fitted(second):
        return result
    rows, weights = (first, second) if is_fitted(second) else (second, first)
    if is_fitted(rows) or not rows.rows:
        return result
    found = product(machine, rows, weights, result, at=at)
    return replace(found, marks=frozenset(mark for mark in found.marks if mark.kind != "weights"))


def solved(machine: Machine, node: ast.Call, given: Data, *, detail: str = "") -> Data:
    """`np.linalg.lstsq(X, y)`, `np.linalg.inv(X.T @ X)`. `detail` tells different models at one place apart."""
    return replace(given, marks=given.marks | {Mark("weights", machine.site(node), detail)}, columns=None)


def summed(machine: Machine, first: ast.expr, data: Data, *, at: ast.expr) -> Data:
    """`X.T @ errors`: a sum over the rows, as gradients are."""
    if not data.rows or not _is_turned(first):
        return data
    return replace(data, marks=data.marks | {Mark("sum", machine.site(at), "")})


def _is_turned(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr="T") | ast.Call(func=ast.Attribute(attr="transpose")):
            return True
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _is_turned(left) or _is_turned(right)
    return False


def descended(machine: Machine, before: Data, op: ast.operator, step: Data, after: Data, *, at: ast.stmt) -> Data:
    """`w -= rate * gradient` in a loop: weights that were fitted to the rows that the gradient is a sum over.

    What was predicted on the way is no test. (Scores are added up: `total += np.sum(errors)`.)
    """
    sums = [stat for stat in step.stats if stat.what in {"mean", "sum"}] if isinstance(op, ast.Sub) else []
    is_sum = any(mark.kind == "sum" for mark in step.marks)
    rows = step.rows if is_sum else frozenset(row for stat in sums for row in stat.rows)
    if not machine.loops or not rows or not isinstance(op, ast.Add | ast.Sub):
        return after
    machine.practice |= step.predictions | step.scores
    weights = Mark("weights", machine.site(at), "")
    return Data(rows=before.rows | rows, learnt=after.learnt, marks=frozenset({weights}), varies=before.varies)


def is_fitted(data: Data) -> bool:
    """Whether it is what was fitted to rows, and no rows."""
    return any(mark.kind == "weights" for mark in data.marks)


def projected(data: Data, axes: Data, site: Site) -> Data:
    """`X @ vectors`, of vectors that were computed from the covariance of rows, or by a decomposition of them."""
    if not data.rows or axes.rows:
        return data
    found = [stat._replace(kind="project") for stat in axes.stats if stat.what in _AXES]
    return absorbed(data, found, site)


def _apart(left: RowSet, right: RowSet) -> bool:
    """Whether both are parts of the same data, and share nothing."""
    pairs = [(a, b) for a in left for b in right]
    return bool(pairs) and all(a.origin == b.origin and relation(a, b) is Relation.DISJOINT for a, b in pairs)
