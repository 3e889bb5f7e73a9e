"""What transformers learn of the rows that they are fitted to."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nb2pkg.knowledge.leakage import harm_of
from nb2pkg.rules.leakage.flow_combine import DEEPEST, estimators_in
from nb2pkg.rules.leakage.flow_rows import Rows, RowSet
from nb2pkg.rules.leakage.flow_values import (
    ALL,
    Data,
    Estimator,
    Learning,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

_HARMS = ("low", "medium", "high")


def adapted(owner: Estimator) -> frozenset[tuple[str, Learning]]:
    """What the layers of a network had learnt before it is fitted. (A pipeline fits its steps anew.)"""
    if owner.parts or owner.role != "model":
        return frozenset()
    layers = [one for one in estimators_in(owner.params.values()) if one.role == "transformer"]
    return frozenset((ALL, learning) for one in layers for learning in one.learnings)


def learnings(machine: Machine, node: ast.expr, owner: Estimator, features: Data, target: Data) -> tuple[Learning, ...]:
    """What the transformer, or the worst of those in a pipeline of transformers, learns."""
    kinds = [owner.kind] if owner.kind else [part.kind for part in inner(owner) if part.kind]
    if not kinds or not features.rows:
        return ()
    kind = max(kinds, key=lambda one: (_HARMS.index(harm_of(one)), one))
    by_target = bool(target.rows) and harm_of(kind) == "high"
    what = owner.label or owner.name
    return (Learning(machine.site(node), what, kind, features.rows, frozenset(), by_target),)


def imputed(machine: Machine, values: Data, *, at: ast.expr | ast.stmt) -> frozenset[tuple[str, Learning]]:
    """What goes into rows with what a model says is missing of them: `df.loc[no_age, "age"] = model.predict(rest)`.

    It was fitted to the rows where nothing is missing, which are anywhere among those of a later split.
    """
    return frozenset(
        (ALL, Learning(machine.site(at), made.label, "impute", _anywhere(made.fit.rows))) for made in values.predictions
    )


def _anywhere(rows: RowSet) -> RowSet:
    return frozenset(Rows(row.origin, frozenset(one for one in row.limits if one.kind != "part")) for row in rows)


def inner(owner: Estimator, depth: int = 0) -> list[Estimator]:
    """The steps of a pipeline, and theirs."""
    found: list[Estimator] = []
    for part in owner.parts if depth < DEEPEST else ():
        found += [part, *inner(part, depth + 1)]
    return found
