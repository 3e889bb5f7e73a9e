"""Rows with copies of themselves: repeated, drawn with replacement, or put below themselves."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import as_data, combined, on_top
from nb2pkg.rules.leakage.flow_rows import overlap
from nb2pkg.rules.leakage.flow_values import ALL, UNKNOWN, Const, Data, Learning, Seq, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

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
    if not overlap(one.rows, other.rows) or one.varies or other.varies:
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
