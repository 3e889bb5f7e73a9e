"""Dividing rows: train_test_split, cross-validation splitters, and the record of both."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.knowledge.leakage import splitter_kind
from nb2pkg.rules.leakage.flow_adoption import all_adopted
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import as_data, combined, data_in
from nb2pkg.rules.leakage.flow_rows import Fold, Limit, Rows, limited
from nb2pkg.rules.leakage.flow_story import Split
from nb2pkg.rules.leakage.flow_values import RESAMPLED, UNKNOWN, Const, Data, Folds, Seq, Splitter, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

_ORDER = {"plain": "kept", "shuffled": "shuffled", "grouped": "kept", "ordered": "time"}


def split_once(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """train_test_split: a pair for each array."""
    arguments = all_adopted(machine, node, arguments)
    arrays = arguments.positional
    kept = arguments.constant("shuffle") is False
    joint = combined(arrays)
    _record(machine, node, "split", "kept" if kept else "shuffled", data=joint, grouped="groups" in arguments.named)
    key = (_draw(machine, node, arguments), _past(arrays))
    pairs: list[Value] = []
    for array in arrays:
        data = as_data(array)
        plain = replace(data, view=None, mask=None, parts=())
        pairs += [replace(plain, rows=limited(plain.rows, Limit("split", key, side))) for side in ("train", "test")]
    return Seq(pairs)


def _past(arrays: list[Value]) -> Hashable:
    """What makes a split with the same seed another one: parts are divided, or copies were added before."""
    data = data_in(arrays)
    limits = frozenset(row.limits for one in data[:1] for row in one.rows)
    copies = frozenset(what.site for one in data for _, what in one.learnt if what.kind == "duplicate")
    ways = (way for one in data for way in one.varies if isinstance(way, tuple) and way[0] == RESAMPLED)
    return limits, copies, frozenset(ways)


def _draw(machine: Machine, node: ast.Call, arguments: Arguments) -> Hashable:
    """Two splits with the same seed and sizes are the same; without a seed each is its own."""
    seed = arguments.get("random_state")
    names = ("test_size", "train_size", "shuffle")
    sizes = *(repr(arguments.constant(name)) for name in names), repr("stratify" in arguments.named)
    if isinstance(seed, Const) and seed.value is not None:
        return "seed", seed.value, sizes
    if arguments.constant("shuffle") is False:
        return "ordered", sizes
    return machine.key(node)


def splitter(machine: Machine, node: ast.Call, name: str, arguments: Arguments) -> Splitter:
    """`KFold(...)` and its like."""
    kind = splitter_kind(name) or "plain"
    if kind == "plain" and arguments.constant("shuffle", 1) is True:
        kind = "shuffled"
    once = arguments.constant("n_splits", 0) == 1
    key = (name, ast.dump(node)) if "random_state" in arguments.named else machine.place(node)
    return Splitter(kind, machine.site(node), key, once, name == "PredefinedSplit")


def split_method(machine: Machine, node: ast.Call, owner: Splitter, name: str, arguments: Arguments) -> Value:
    """`splitter.split(X, y, groups)`."""
    if name != "split":
        return UNKNOWN
    arguments = all_adopted(machine, node, arguments)
    groups = arguments.get("groups", 2)
    if groups is not None:
        machine.story.groups_known.append(machine.site(node))
    data = combined(arguments.positional[:2] or arguments.all)
    _record(machine, node, "cv", _ORDER[owner.kind], data=data, grouped=owner.kind == "grouped")
    way = "split" if owner.once else "cv"
    plain = Data(rows=data.rows or frozenset())
    key = Fold(owner.key, _past(arguments.positional), tuple(machine.loops), owner.kind)
    sides = [replace(plain, rows=limited(plain.rows, Limit(way, key, side))) for side in ("train", "test")]
    return Folds(sides[0], sides[1])


def next_fold(folds: Folds) -> Value:
    """`next(splitter.split(...))`: a single split."""
    return Seq([replace(side, rows=frozenset(map(_for_good, side.rows))) for side in (folds.train, folds.test)])


def _for_good(rows: Rows) -> Rows:
    limits = frozenset(limit._replace(kind="split") if limit.kind == "cv" else limit for limit in rows.limits)
    return Rows(rows.origin, limits)


def cross_validated(machine: Machine, node: ast.Call, data: Data, arguments: Arguments) -> None:
    """Records the division that cross-validation makes of `data`, as its argument `cv` says."""
    cv = arguments.get("cv")
    groups = arguments.get("groups")
    if groups is not None:
        machine.story.groups_known.append(machine.site(node))
    if isinstance(cv, Folds):
        return  # recorded when it was made
    kind = cv.kind if isinstance(cv, Splitter) else "plain"
    grouped = kind == "grouped" or (groups is not None and not isinstance(cv, Const))
    _record(machine, node, "cv", _ORDER[kind], data=data, grouped=grouped)


def _record(machine: Machine, node: ast.Call, way: str, order: str, *, data: Data, grouped: bool) -> None:
    split = Split(machine.site(node), way, order, grouped, data.rows, data.marks)
    if split not in machine.story.splits:
        machine.story.splits.append(split)
