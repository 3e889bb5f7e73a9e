"""Assignment: to names, unpacked, to columns of frames, items of containers and attributes."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_bounds import measured
from nb2pkg.rules.leakage.flow_columns import names_in, with_column, without
from nb2pkg.rules.leakage.flow_combine import absorbed, as_data
from nb2pkg.rules.leakage.flow_draws import membership
from nb2pkg.rules.leakage.flow_learning import imputed
from nb2pkg.rules.leakage.flow_rows import Limit, limited
from nb2pkg.rules.leakage.flow_values import (
    SHAPE,
    UNKNOWN,
    Columns,
    Const,
    Data,
    Estimator,
    Instance,
    Map,
    Mark,
    Seq,
    Value,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

INDEXERS = frozenset({"loc", "iloc", "at", "iat"})


def assign(machine: Machine, target: ast.expr, value: Value, *, source: ast.expr | None) -> None:
    """`target = value`; `source` is the expression that the value comes from, if there is one."""
    match target:
        case ast.Name(id=name):
            _label(value, name)
            machine.bind(name, value)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            _unpack(machine, targets, value, source=source)
        case ast.Starred(value=inner):
            assign(machine, inner, value, source=None)
        case ast.Subscript():
            _to_item(machine, target, value)
        case ast.Attribute():
            _to_attribute(machine, target, value)


def unbind(machine: Machine, target: ast.expr) -> None:
    """`del target`: only columns matter."""
    if isinstance(target, ast.Subscript):
        frame = machine.eval(target.value)
        if isinstance(frame, Data):
            left = without(frame, names_in(machine.eval(target.slice)), at=machine.site(target))
            assign(machine, target.value, left, source=None)


def _label(value: Value, name: str) -> None:
    if isinstance(value, Estimator) and not value.label:
        value.label = name


def _unpack(machine: Machine, targets: Sequence[ast.expr], value: Value, *, source: ast.expr | None) -> None:
    items: Sequence[Value]
    if isinstance(value, Seq):
        items = _fitted_to(targets, value.items)
    elif isinstance(value, Data):
        items = [_part(machine, value, number, targets, source) for number in range(len(targets))]
    elif isinstance(value, Map):
        items = [Const(key) for key in value.items]
    else:
        items = []
    for number, target in enumerate(targets):
        assign(machine, target, items[number] if number < len(items) else UNKNOWN, source=source)


def _fitted_to(targets: Sequence[ast.expr], items: list[Value]) -> list[Value]:
    """One item for each target; a starred one takes what the others leave."""
    star = next((n for n, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
    if star is None:
        return items
    after = len(targets) - star - 1
    end = max(len(items) - after, star)
    return [*items[:star], Seq(items[star:end]), *items[end:]]


def _part(machine: Machine, value: Data, number: int, targets: Sequence[ast.expr], source: ast.expr | None) -> Data:
    """One of several things that a call gave back: other rows than the rest, or the same, nobody knows."""
    if value.view is not None and value.view.kind == SHAPE:
        return measured(value) if number == 0 else Data(rows=value.rows, varies=value.varies)
    if not isinstance(source, ast.Call):
        return replace(value, columns=None)
    if len(value.parts) == len(targets):  # as many as went in: each comes out again
        return replace(value, columns=None, rows=value.parts[number], parts=())
    limit = Limit("part", (machine.key(source), targets[0].lineno, targets[0].col_offset), number)
    return replace(value, columns=None, rows=limited(value.rows, limit))


def _to_item(machine: Machine, target: ast.Subscript, value: Value) -> None:
    holder, index = machine.eval(target.value), machine.eval(target.slice)
    match holder:
        case Map(items=by_key):
            key = index.value if isinstance(index, Const) else ("?", ast.dump(target.slice), tuple(machine.loops))
            by_key[key] = value
            _label(value, str(key) if isinstance(index, Const) else "")
        case Seq(items=items) if isinstance(index, Const) and isinstance(index.value, int):
            if -len(items) <= index.value < len(items):
                items[index.value] = value
        case Instance() | Const():
            pass
        case Data():
            _to_columns(machine, target, holder, index, value)


def _to_columns(machine: Machine, target: ast.Subscript, frame: Data, index: Value, value: Value) -> None:
    if isinstance(value, Const) and isinstance(value.value, bool) and isinstance(index, Data) and index.rows:
        assign(machine, target.value, membership(frame, [index], opposite=not value.value), source=None)
        return
    place, column = target.value, index
    is_part = False
    if isinstance(place, ast.Attribute) and place.attr in INDEXERS:
        place = place.value
        column = index.items[-1] if isinstance(index, Seq) and len(index.items) == 2 else UNKNOWN
        is_part = True
    names, new = names_in(column), as_data(value)
    if names is None:
        changed = replace(
            frame,
            learnt=frame.learnt | new.learnt,
            marks=frame.marks | new.marks,
            predictions=frame.predictions | new.predictions,
        )
    else:
        changed = frame
        for name in sorted(names):
            one = new if len(names) == 1 else replace(new, columns=None)
            changed = with_column(changed, name, one)
        if is_part:
            changed = replace(changed, learnt=changed.learnt | frame.learnt)
    if names is None or is_part:  # some rows only: a statistic is put in where values are missing
        changed = absorbed(changed, new.stats, machine.site(target))
    if is_part and names is not None:
        changed = replace(changed, learnt=changed.learnt | imputed(machine, new, at=target))
    changed_in_place(machine, place, frame, replace(changed, view=None, mask=None))


def changed_in_place(machine: Machine, place: ast.expr, old: Data, new: Data) -> None:
    """The table itself is changed: under every name that it has, and in every list that holds it."""
    if old.rows:
        for scope in machine.scopes:
            for name, value in scope.items():
                if value is old:
                    scope[name] = new
                else:
                    _put_in(value, old, new)
    assign(machine, place, new, source=None)


def _put_in(holder: Value, old: Data, new: Data) -> None:
    match holder:
        case Seq(items=items):
            items[:] = [new if item is old else item for item in items]
        case Map(items=by_key):
            by_key |= {key: new for key, item in by_key.items() if item is old}
        case Instance(attributes=by_name):
            by_name |= {name: new for name, item in by_name.items() if item is old}


def _to_attribute(machine: Machine, target: ast.Attribute, value: Value) -> None:
    owner = machine.eval(target.value)
    if isinstance(owner, Instance):
        _label(value, target.attr)
        owner.attributes[target.attr] = value
    elif isinstance(owner, Estimator) and machine.loops:  # `model.n_estimators = n`
        owner.params[target.attr] = value
    elif isinstance(owner, Data) and isinstance(target.value, ast.Name):
        new = as_data(value)
        if target.attr == "index":
            changed = replace(owner, marks=owner.marks | {m for m in indexed_by(new) if owner.rows})
        elif target.attr == "columns":
            base = machine.key(target)
            changed = replace(owner, columns=Columns(base=base) if owner.columns is not None else None)
        else:
            changed = with_column(owner, target.attr, new)
        changed_in_place(machine, target.value, owner, changed)


def indexed_by(index: Data) -> frozenset[Mark]:
    """The marks of a frame whose index this becomes."""
    return frozenset(Mark("time", mark.site, mark.detail) for mark in index.marks if mark.kind == "datetime")
