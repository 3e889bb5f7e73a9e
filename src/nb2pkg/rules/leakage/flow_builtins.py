"""Python's own functions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_bounds import measured, ranged
from nb2pkg.rules.leakage.flow_combine import as_data, combined, data_in, one_of, statistic
from nb2pkg.rules.leakage.flow_evaluate import averaged
from nb2pkg.rules.leakage.flow_functions import enter
from nb2pkg.rules.leakage.flow_iterate import rounds_of
from nb2pkg.rules.leakage.flow_splits import next_fold
from nb2pkg.rules.leakage.flow_story import Evaluation
from nb2pkg.rules.leakage.flow_values import (
    COUNT,
    SET,
    UNKNOWN,
    Const,
    Data,
    Folds,
    Function,
    Map,
    Names,
    Seq,
    Value,
    View,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

Builtin = Callable[["Machine", ast.Call, Arguments], Value]


def _first(arguments: Arguments) -> Value:
    return arguments.positional[0] if arguments.positional else UNKNOWN


def _items(machine: Machine, node: ast.Call, value: Value) -> list[Value]:
    return rounds_of(value, (machine.cell, node.lineno, node.col_offset))


def _enumerate(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    items = _items(machine, node, _first(arguments))
    if len(arguments.all) > 1:
        return Seq([Seq([UNKNOWN, item]) for item in items])
    return Seq([Seq([Data(view=View(COUNT, (str(number),))), item]) for number, item in enumerate(items)])


def _zip(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    columns = [_items(machine, node, value) for value in arguments.positional]
    return Seq([Seq(list(row)) for row in zip(*columns, strict=False)])


def _list(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    match _first(arguments):
        case Seq(items=items):
            return Seq([*items])
        case Map(items=by_key):
            return Seq([Const(key) for key in by_key])
        case Folds(train=train, test=test):
            return Seq([Seq([train, test])])
        case Names() as names:
            return names
        case Data(columns=columns) as data if columns is not None and not columns.single:
            return Names(columns, data.stats)  # iterating over a frame gives its columns
        case Data() as data if data.view == View(SET):
            return replace(data, view=None, mask=None)
        case Data() as data:
            return data if data.mask is not None and data.mask[0] == "slice" else replace(data, mask=None)
    return Seq([])


def _set(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    found = _list(machine, node, arguments)
    return replace(found, view=View(SET)) if isinstance(found, Data) and found.rows else found


def _dict(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    first = _first(arguments)
    found: dict[Hashable, Value] = dict(first.items) if isinstance(first, Map) else {}
    if isinstance(first, Seq):
        pairs = [item.items for item in first.items if isinstance(item, Seq) and len(item.items) == 2]
        found |= {key.value if isinstance(key, Const) else ("?", n): value for n, (key, value) in enumerate(pairs)}
    for name, value in arguments.named.items():
        found[name] = value
    return Map(found)


def _next(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    first = _first(arguments)
    if isinstance(first, Folds):
        return next_fold(first)
    return _items(machine, node, first)[0] if isinstance(first, Seq) and first.items else first


def _length(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    data = combined(arguments.positional)
    if not isinstance(_first(arguments), Seq):
        return measured(data)
    if len({one.rows for one in data_in(arguments.positional)}) > 1:
        return Data(varies=data.varies)  # how many parts there are, not how many rows
    return Data(rows=data.rows, varies=data.varies)


def each(machine: Machine, node: ast.Call, function: Value | None, values: list[Value]) -> list[Value]:
    """What a function of the notebook gives back for each of the values."""
    if not isinstance(function, Function):
        return []
    found: list[Value] = []
    for number, value in enumerate(values):
        machine.loops.append((node.lineno, node.col_offset, number))
        found.append(enter(machine, node, function, Arguments([value], {})))
        machine.loops.pop()
    return found


OPTIMISING = frozenset("optimize fmin minimize maximize gp_minimize forest_minimize minimize_scalar".split())


def tried(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`study.optimize(objective)`: a function of the notebook is called with one choice after the other."""
    function = next((value for value in arguments.all if isinstance(value, Function)), None)
    each(machine, node, function, _items(machine, node, UNKNOWN))
    return UNKNOWN


def _by_key(machine: Machine, node: ast.Call, arguments: Arguments) -> None:
    each(machine, node, arguments.named.get("key"), _items(machine, node, _first(arguments)))


def _sorted(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    _by_key(machine, node, arguments)
    return _first(arguments)


def mapped_by(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`map(function, values)`."""
    function, given = _first(arguments), arguments.get("", 1)
    if isinstance(function, Function) and given is not None:
        return Seq(each(machine, node, function, _items(machine, node, given)))
    return combined(arguments.all)


def _sum(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    found = _extreme(machine, node, arguments)
    return averaged(machine, found, at=node) if isinstance(found, Data) else found


def _extreme(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    _by_key(machine, node, arguments)
    match arguments.positional:
        case [Seq(items=items)] if not isinstance(best := one_of(items), Data):  # models, or pairs of score and model
            return best
    data = combined(arguments.positional)
    assert isinstance(node.func, ast.Name)
    match arguments.positional:
        case [Data(view=View(kind="watched"), scores=scores)]:  # `max(history["val_accuracy"])` stands for the model
            found = sorted(scores, key=lambda one: (one.site.cell, one.site.node.lineno))
            machine.story.evaluations += [Evaluation(machine.site(node), "metric", made) for made in found]
    return statistic(data, node.func.id, machine.site(node)) if data.rows or data.scores else UNKNOWN


def _same(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    return _first(arguments)


def _number(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    first = _first(arguments)
    return first if isinstance(first, Const) else as_data(first)


def _nothing(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    return UNKNOWN


BUILTINS: dict[str, Builtin] = {
    "enumerate": _enumerate,
    "zip": _zip,
    "list": _list,
    "tuple": _list,
    "set": _set,
    "frozenset": _set,
    "dict": _dict,
    "next": _next,
    "len": _length,
    "range": ranged,
    "min": _extreme,
    "max": _extreme,
    "sum": _sum,
    "sorted": _sorted,
    "map": mapped_by,
    "reversed": _same,
    "iter": _same,
    "tqdm": _same,
    "trange": _length,
    "tqdm_notebook": _same,
    "int": _number,
    "float": _number,
    "round": _number,
    "abs": _number,
    **dict.fromkeys("print display str repr type isinstance hasattr getattr input open id callable".split(), _nothing),
}
