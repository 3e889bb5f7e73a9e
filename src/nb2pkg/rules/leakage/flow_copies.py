"""Rows with copies of themselves: repeated, drawn with replacement, or put below themselves."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import as_data, combined, on_top
from nb2pkg.rules.leakage.flow_containers import list_method
from nb2pkg.rules.leakage.flow_evaluate import is_preparation
from nb2pkg.rules.leakage.flow_rows import overlap
from nb2pkg.rules.leakage.flow_values import ALL, UNKNOWN, Const, Data, Learning, Seq, Value
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


class Appended(NamedTuple):
    """What a loop has appended to a list: in which round, under which conditions, made of which names.

    `trained`: how many times a model had been trained until then.
    """

    to: Seq
    round: tuple[tuple[int, int, int], ...]
    arms: frozenset[tuple[int, int, bool]]
    item: Data
    names: frozenset[str]
    trained: int


REPEATING = frozenset({"repeat", "repeat_interleave", "tile"})


def duplicated(machine: Machine, node: ast.Call | ast.Subscript, data: Data, what: str) -> Data:
    """The rows with copies of themselves."""
    if not data.rows:
        return data
    learning = Learning(machine.site(node), what, "duplicate", data.rows)
    return replace(data, learnt=data.learnt | {(ALL, learning)}, mask=None)


def stacked(machine: Machine, node: ast.Call | ast.Subscript, some: Sequence[Data], what: str) -> Data:
    """Tables one below the other; whether some of them hold the same rows."""
    result = on_top(some)
    copies = any(_alike(one, other) for number, one in enumerate(some) for other in some[:number])
    return duplicated(machine, node, result, what) if copies else result


def _alike(one: Data, other: Data) -> bool:
    """Whether two tables on top of each other hold the same rows: as they are, turned, or with noise."""
    if not overlap(one.rows, other.rows) or not all(map(is_preparation, one.varies | other.varies)):
        return False
    if any(what.kind == "duplicate" for _, what in one.learnt | other.learnt):
        return False  # told already
    return one.columns is None or other.columns is None or one.columns.names == other.columns.names


def repeated(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`np.repeat(X, 3, axis=0)`, `np.tile(X, (3, 1))` and their like of other libraries."""
    data = as_data(arguments.positional[0]) if arguments.positional else UNKNOWN
    name = _name(node)
    if not data.rows or data.view is not None:
        return combined(arguments.all)
    times = Arguments(arguments.positional[1:], arguments.named)
    is_of_rows = _tiles_rows(times, data) if name == "tile" else _repeats_rows(times)
    return duplicated(machine, node, data, name) if is_of_rows else replace(data, mask=None)


def repeated_self(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.index.repeat(3)`, `X.repeat(3, axis=0)`; of tensors `X.repeat(3, 1, 1)`, of a tf dataset for more epochs."""
    if not arguments.all or owner.view is not None:
        return owner
    is_of_rows = _tiles_rows(arguments, owner) if len(arguments.positional) > 2 else _repeats_rows(arguments)
    return duplicated(machine, node, owner, _name(node)) if is_of_rows else replace(owner, mask=None)


def appended(machine: Machine, node: ast.expr, owner: Seq, item: Value) -> Value:
    """What a loop appends to a list: a copy, if the same round has appended something made of the same before."""
    if not machine.loops or not isinstance(item, Data):
        return item
    new = Appended(owner, tuple(machine.loops), frozenset(machine.arms), item, _names(machine, node), machine.trained)
    is_copy = any(_same_round(new, one) and _of_same(new, one) for one in machine.appended)
    machine.appended.append(new)
    if not is_copy:
        return item
    if not item.rows:
        owner.copied = machine.site(node)
        return item
    learning = Learning(machine.site(node), "append", "duplicate", item.rows)
    return replace(item, learnt=item.learnt | {(ALL, learning)})


def each_appended(machine: Machine, node: ast.expr, owner: Seq, some: Value) -> Value:
    """`[image, flipped]`, all of which a loop puts into a list."""
    match node, some:
        case ((ast.List(elts=nodes) | ast.Tuple(elts=nodes)), Seq(items=items)) if len(nodes) == len(items):
            return Seq([appended(machine, one, owner, item) for one, item in zip(nodes, items, strict=True)])
    return some


def extended(machine: Machine, owner: Seq, node: ast.expr, some: Value, *, at: ast.stmt) -> None:
    """`images += [image, flipped]`: the list itself grows."""
    if machine.loops and owner.origin is None:
        owner.origin = machine.place(at)
    list_method(owner, "extend", Arguments([each_appended(machine, node, owner, some)], {}))


def _same_round(new: Appended, old: Appended) -> bool:
    """Whether both came into the list in one round, not in either branch of a condition."""
    others = {(line, column, not is_met) for line, column, is_met in old.arms}
    return new.to is old.to and new.round == old.round and others.isdisjoint(new.arms)


def _of_same(new: Appended, old: Appended) -> bool:
    if new.item.rows or old.item.rows:
        return new.item.rows == old.item.rows and new.item.varies == old.item.varies != frozenset()
    return not new.names.isdisjoint(old.names)


def _names(machine: Machine, node: ast.expr) -> frozenset[str]:
    """The names of data in an expression that the loop has bound, other than by going round."""
    names = {one.id for one in walk(node) if isinstance(one, ast.Name)} - machine.targets
    return frozenset(name for name in names if isinstance(one := machine.look_up(name), Data) and one.varies)


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)


def _repeats_rows(times: Arguments) -> bool:
    axis = next((times.named[name] for name in ("axis", "dim") if name in times.named), times.get("", 1))
    return axis is None or axis == Const(0)


def _tiles_rows(times: Arguments, data: Data) -> bool:
    """Whether the first axis is among those tiled. A single number tiles the last one."""
    reps = times.named.get("reps", times.named.get("multiples", times.get("", 0)))
    if len(times.positional) > 1:
        reps = Seq(times.positional)
    if isinstance(reps, Seq):
        return len(reps.items) > 1 and reps.items[0] != Const(1)
    return data.columns is not None and data.columns.single
