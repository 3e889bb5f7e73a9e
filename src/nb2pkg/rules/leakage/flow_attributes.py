"""Attributes: columns and views of data, results of estimators, members of modules and objects."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.knowledge.leakage import words
from nb2pkg.rules.leakage.flow_columns import selected
from nb2pkg.rules.leakage.flow_evaluate import validated
from nb2pkg.rules.leakage.flow_functions import method_of
from nb2pkg.rules.leakage.flow_values import (
    HISTORY,
    SHAPE,
    UNKNOWN,
    Data,
    Estimator,
    Instance,
    Learning,
    Module,
    Names,
    Value,
    View,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

# Attributes of frames and arrays that are no columns, and keep the rows.
SAME_ROWS = frozenset(
    "values T A loc iloc at iat str dt cat data target index array real flat frame features labels targets".split()
)
SIZES = frozenset("shape size ndim nbytes empty dtype dtypes nrow".split())
_WATCHED = frozenset({"history", "best_iteration", "best_iteration_", "best_ntree_limit"})
ANOTHER_SELF = frozenset(
    "best_estimator_ bestModel estimator_ estimator model final_estimator_ regressor_ named_steps wv".split()
)


def attribute(machine: Machine, node: ast.Attribute) -> Value:
    """`owner.name`."""
    owner, name = machine.eval(node.value), node.attr
    match owner:
        case Module(dotted=dotted):
            return Module(f"{dotted}.{name}")
        case Data():
            return _of_data(machine, owner, name, node)
        case Estimator():
            return _of_estimator(machine, owner, name, node)
        case Instance():
            return owner.attributes.get(name) or method_of(owner, name) or UNKNOWN
    return UNKNOWN


def _of_data(machine: Machine, owner: Data, name: str, node: ast.Attribute) -> Value:
    if name == "columns":
        return Names(owner.columns, owner.stats)
    if name in SIZES:
        view = View(SHAPE) if name == "shape" and owner.rows else None
        plain = replace(owner, columns=None, learnt=frozenset(), marks=frozenset(), predictions=frozenset())
        return replace(plain, mask=None, view=view)
    if name == "index" and not owner.rows:
        return Names(None, owner.stats, owner.varies)
    if name == "index":
        return replace(owner, columns=None, learnt=frozenset())
    if name == "T":
        return replace(owner, columns=None)
    if name == "target" and owner.columns is None:
        return replace(owner, learnt=frozenset())
    if name in SAME_ROWS or not owner.rows:
        return owner
    if owner.columns is not None and owner.columns.single:  # of a series: `.cat.codes`, `.dt.month`
        return replace(owner, columns=replace(owner.columns, computed=True), mask=None)
    return selected(owner, frozenset({name}), at=machine.site(node), single=True)


def _of_estimator(machine: Machine, owner: Estimator, name: str, node: ast.expr) -> Value:
    if name in ANOTHER_SELF:
        return owner
    if owner.fit is None:
        return UNKNOWN
    if name in _WATCHED:
        made = (one.prediction for one in machine.story.evaluations if one.kind in {"monitor", "choose"})
        return Data(scores=frozenset(one for one in made if one.fit == owner.fit), view=View(HISTORY))
    if name in {"best_score_", "cv_results_"} and owner.role == "search":
        validated(machine, node, owner.fit)
        return UNKNOWN
    if name == "labels_":
        learning = Learning(owner.fit.site, owner.name, "cluster", owner.fit.rows)
        return Data(rows=owner.fit.rows, learnt=frozenset({("*", learning)}))
    if name in words("rating_attributes"):
        return rating(owner)
    return UNKNOWN


def rating(owner: Estimator) -> Data:
    """How an estimator that has seen the target rates the features."""
    assert owner.fit is not None
    if not owner.fit.has_target:
        return UNKNOWN
    site = owner.fit.site
    selections = frozenset(one for one in owner.learnings if one.kind == "select")
    if selections:
        return Data(stats=selections)
    return Data(stats=frozenset({Learning(site, owner.label or owner.name, "rate", owner.fit.rows, by_target=True)}))
