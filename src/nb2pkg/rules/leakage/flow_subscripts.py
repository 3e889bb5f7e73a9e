"""Subscripts: columns and rows of data, items of containers."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_bounds import begins_later, bound, measured
from nb2pkg.rules.leakage.flow_columns import at_position, names_in, positions, selected, with_columns
from nb2pkg.rules.leakage.flow_combine import absorbed, as_data, chosen_by, combined, data_in, one_of
from nb2pkg.rules.leakage.flow_copies import stacked
from nb2pkg.rules.leakage.flow_datasets import part_of
from nb2pkg.rules.leakage.flow_estimators import transformed
from nb2pkg.rules.leakage.flow_iterate import numbered
from nb2pkg.rules.leakage.flow_picks import by_names, picked_by, picked_slice
from nb2pkg.rules.leakage.flow_rows import NO_ROWS, Limit, Rows, limited, overlap, share_origin
from nb2pkg.rules.leakage.flow_values import (
    ALL,
    HISTORY,
    SHAPE,
    UNKNOWN,
    WATCHED,
    Const,
    Data,
    Estimator,
    Map,
    Mark,
    Module,
    Names,
    Seq,
    Value,
    View,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


_DESCRIBED = frozenset({"mean", "std", "min", "max"})


def subscript(machine: Machine, node: ast.Subscript) -> Value:
    """`owner[index]`."""
    owner = machine.eval(node.value)
    match owner:
        case Seq(items=items):
            return _item(machine, items, node.slice)
        case Map(items=by_key):
            index = machine.eval(node.slice)
            if isinstance(index, Const) and isinstance(index.value, Hashable):
                return by_key.get(index.value, UNKNOWN)
            return one_of([*by_key.values()])
        case Estimator(role="other", fit=None) if isinstance(node.slice, ast.Constant):  # h5py.File(path)["counts"]
            return Data(rows=frozenset({Rows(("item", owner.site, node.slice.value))}))
        case Estimator(role="transformer", fit=fit) if fit is not None:  # `vectors.wv[word]`
            given = as_data(machine.eval(node.slice))
            return replace(transformed(owner, given), view=given.view) if given.rows else owner
        case Estimator():
            return owner
        case Names(stats=stats, varies=varies):
            more = {stat for one in data_in([machine.eval(node.slice)]) for stat in one.stats}
            return Names(None, stats | more, varies | picked_slice(machine, node.slice))
        case Data():
            return _of_data(machine, owner, node)
    index = machine.eval(node.slice)
    if isinstance(owner, Module) and owner.dotted.endswith((".c_", ".r_")):
        return _put_together(machine, node, owner, data_in([index]))
    return UNKNOWN


def _put_together(machine: Machine, node: ast.Subscript, maker: Module, some: list[Data]) -> Data:
    """`np.c_[ones, X]`: side by side; `np.r_[X_train, X_test]`: one below the other."""
    beside = maker.dotted.endswith(".c_")
    return replace(combined(some) if beside else stacked(machine, node, some, "r_"), columns=None)


def _item(machine: Machine, items: list[Value], index: ast.expr) -> Value:
    if isinstance(index, ast.Slice):
        return Seq(items[_place(machine, index.lower) : _place(machine, index.upper)])
    known = numbered(machine.eval(index))
    if known is not None:
        return items[known] if -len(items) <= known < len(items) else UNKNOWN
    return one_of(items)


def _place(machine: Machine, bound: ast.expr | None) -> int | None:
    """Where a slice of a list of parts begins or ends: `folds[:i]`, `folds[i + 1:]`."""
    match bound:
        case ast.BinOp(left=ast.Name() as left, op=ast.Add(), right=ast.Constant(value=int(more))):
            known = numbered(machine.eval(left))
            return None if known is None else known + more
    return numbered(machine.eval(bound))


def _of_data(machine: Machine, data: Data, node: ast.Subscript) -> Value:
    by_position = isinstance(node.value, ast.Attribute) and node.value.attr == "iloc"
    by_label = isinstance(node.value, ast.Attribute) and node.value.attr == "loc"
    index = node.slice
    if isinstance(index, ast.Tuple) and len(index.elts) >= 2:
        narrowed = _columns(machine, data, index.elts[1], node)
        return _rows(machine, narrowed, index.elts[0], node)
    if isinstance(index, ast.Slice):
        return _rows(machine, data, index, node)
    value = machine.eval(index)
    if data.view is not None and data.view.kind == "parts" and isinstance(value, Const):
        return part_of(data, str(value.value))
    if data.view is not None and data.view.kind == SHAPE:
        return measured(data) if value == Const(0) else Data(varies=data.varies)
    if data.view is not None and data.view.kind == HISTORY and isinstance(value, Const):
        return Data(scores=data.scores, view=View(WATCHED)) if str(value.value).startswith("val") else UNKNOWN
    if not data.rows:
        return _rating_of(data, value)
    if not by_position and not by_label:
        names = names_in(value)
        if names is not None:
            single = isinstance(value, Const)
            return selected(data, names, at=machine.site(node), single=single)
        if isinstance(value, Names):
            return by_names(machine, data, value, node)
        if value == UNKNOWN and data.columns is not None and not data.columns.single:
            return replace(data, columns=None)  # a frame by something that comes from no rows: columns, most likely
    if isinstance(value, Const) and (by_position or by_label):
        part = Limit("part", machine.key(node), 0)
        return replace(data, rows=limited(data.rows, part), columns=None, parts=(), mask=None)
    return rows_by(machine, data, value, node)


def _rating_of(data: Data, index: Value) -> Data:
    """`df.corr()["y"]` rates features by the target; other items of a statistic are statistics."""
    names = names_in(index)
    if names is not None and names <= _DESCRIBED:  # of `df.describe()`
        told = (stat._replace(what=min(names)) if stat.what == "describe" else stat for stat in data.stats)
        return replace(data, stats=frozenset(told))
    if names is None or not any(stat.what == "corr" for stat in data.stats):
        return data
    rated = [stat._replace(kind="rate", of=names, by_target=True) for stat in data.stats if stat.what == "corr"]
    return replace(data, stats=frozenset(rated))


def _columns(machine: Machine, data: Data, index: ast.expr, node: ast.expr) -> Data:
    """The second index of `iloc[rows, columns]`, `loc[...]` or an array."""
    site = machine.site(node)
    if isinstance(index, ast.Slice):
        low, high = machine.eval(index.lower), machine.eval(index.upper)
        if index.lower is None and index.upper is None:
            return data
        names, gone = positions(_known_bound(index.lower, low), _known_bound(index.upper, high))
        if data.columns is None or (not names and not gone):
            return replace(data, columns=None, varies=data.varies | picked_by([low, high]))
        return with_columns(data, replace(data.columns, names=names, without=gone, at=site))
    value = machine.eval(index)
    if isinstance(value, Const) and isinstance(value.value, int):
        return selected(data, at_position(data.columns, value.value), at=site, single=True)
    if isinstance(value, Names):
        return by_names(machine, data, value, node)
    if isinstance(value, Data) and not value.rows:
        narrowed = replace(data, columns=None, varies=data.varies | value.varies)
        return absorbed(narrowed, chosen_by(value.stats), site)
    names = names_in(value)
    return selected(data, names, at=site, single=isinstance(value, Const))


def _known_bound(node: ast.expr | None, value: Value) -> object:
    if node is None:
        return None
    return value.value if isinstance(value, Const) else "?"


def _rows(machine: Machine, data: Data, index: ast.expr, node: ast.expr) -> Data:
    if isinstance(index, ast.Slice):
        return _sliced(machine, data, index, node)
    return rows_by(machine, data, machine.eval(index), node)


def _sliced(machine: Machine, data: Data, index: ast.Slice, node: ast.expr) -> Data:
    low, high = machine.eval(index.lower), machine.eval(index.upper)
    varies = combined([low, high]).varies
    if varies - data.varies:  # a window that moves over the rows
        mark = Mark("window", machine.site(node), "")
        window = _bound_of_round(index.lower, low), _bound_of_round(index.upper, high)
        before = frozenset(Rows(one.origin, frozenset(map(begins_later, one.limits))) for one in data.rows)
        rows = limited(before, Limit("slice", "", window))
        return replace(data, rows=rows, columns=None, varies=data.varies | varies, marks=data.marks | {mark}, mask=None)
    side = bound(index.lower, low, data.rows), bound(index.upper, high, data.rows)
    if side == (None, None):
        return data
    if len(data.parts) > 1 and (index.lower is None) != (index.upper is None):
        rows = data.parts[0] if index.lower is None else data.parts[-1]
        return replace(data, rows=rows, parts=(), mask=None)
    machine.story.cuts |= {(row, side) for row in data.rows}
    return replace(data, rows=limited(data.rows, Limit("slice", "", side)), parts=(), mask=None)


def _bound_of_round(node: ast.expr | None, value: Value) -> Hashable:
    """A bound that is another in each round of a loop."""
    plain = bound(node, value, NO_ROWS)
    varies = sorted(value.varies, key=repr) if isinstance(value, Data) else None
    return f"{plain} {varies}" if varies else plain


def rows_by(machine: Machine, data: Data, index: Value, node: ast.expr) -> Data:
    """Rows by an index, a mask, or one by its number."""
    if isinstance(index, Seq):
        index = combined(index.items)
    if not isinstance(index, Data):
        return replace(data, columns=None, mask=None)
    if not index.rows and index.stats:
        return _looked_up(absorbed(replace(data, columns=None), chosen_by(index.stats), machine.site(node)), index)
    if index.mask is not None and (index.mask[0] != "slice" or index.rows in (NO_ROWS, data.rows)):
        kind, key, side = index.mask
        if kind == "order":
            machine.story.cuts |= {(row, (key, side)) for row in data.rows}
        return replace(data, rows=limited(data.rows, Limit(*index.mask)), parts=(), mask=None)
    if index.rows and (share_origin(index.rows, data.rows) or not data.rows):
        rows = frozenset(Rows(one.origin, one.limits | by.limits) for one in data.rows for by in index.rows)
        if index.varies <= data.varies and not any(by.limits for by in index.rows):
            rows = limited(rows, Limit("part", machine.key(node), 0))
        copies = {(ALL, one) for _, one in index.learnt if one.kind == "duplicate"}
        varies = data.varies | index.varies
        found = replace(data, rows=rows, learnt=data.learnt | copies, varies=varies, parts=(), mask=None)
        return _looked_up(found, index)
    if index.varies - data.varies:
        return replace(data, columns=None, varies=data.varies | index.varies, mask=None)
    return replace(data, rows=limited(data.rows, Limit("part", machine.key(node), 0)), parts=(), mask=None)


def _looked_up(found: Data, index: Data) -> Data:
    """`y_train[nearest]`, where the nearest rows were found for rows that are to be predicted."""
    made = index.predictions - found.predictions
    if not made or any(overlap(one.tested, found.rows) for one in made):
        return found
    return replace(found, predictions=found.predictions | made, columns=None)
