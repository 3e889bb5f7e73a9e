"""Models without an estimator: weights that were computed from training rows meet other rows of the same data."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from nb2pkg.rules.leakage.flow_combine import absorbed
from nb2pkg.rules.leakage.flow_rows import Relation, RowSet, relation
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
    is_solved = bool(rows.rows) and rows.rows != weights.rows and _is_solved(weights) and not _is_solved(rows)
    if rows.predictions or weights.predictions or not (is_solved or _apart(rows.rows, weights.rows)):
        return result
    site = machine.site(at)
    names = frozenset((one.kind, one.what) for _, one in weights.learnt)
    signature = (frozenset(row.limits for row in weights.rows), names, weights.varies)
    fit = Fit(site, "model", weights.rows, weights.learnt, signature, True, frozenset())
    model = "by hand", machine.place(at), tuple(machine.settings)
    made = Prediction(site, model, "", "model", fit, rows.rows, rows.learnt)
    machine.story.evaluations.append(Evaluation(site, "predict", made))
    return replace(result, rows=rows.rows, learnt=frozenset(), predictions=frozenset({made}), columns=None)


def solved(machine: Machine, node: ast.Call, given: Data) -> Data:
    """`np.linalg.lstsq(X, y)`, `np.linalg.inv(X.T @ X)`."""
    return replace(given, marks=given.marks | {Mark("weights", machine.site(node), "")}, columns=None)


def _is_solved(data: Data) -> bool:
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
