"""Where slices and ranges of rows begin and end: by number, from the end, or by an expression known as text."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import combined
from nb2pkg.rules.leakage.flow_rows import NO_ROWS, Limit, RowSet
from nb2pkg.rules.leakage.flow_values import COUNT, LENGTH, Const, Data, Value, View

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

Bounds = tuple[Hashable, Hashable]


def measured(data: Data) -> Data:
    """`len(data)`, `data.shape[0]`."""
    view = View(LENGTH, ("0",)) if data.rows else None
    return Data(rows=data.rows, varies=data.varies, view=view)


def shortened(length: Data, op: ast.operator, less: Value, node: ast.expr | ast.stmt) -> Data | None:
    """`len(data) - 500`; None if it is something else."""
    if length.view is None or length.view != View(LENGTH, ("0",)) or not isinstance(op, ast.Sub):
        return None
    if isinstance(less, Const) and isinstance(less.value, int):
        return replace(length, view=View(LENGTH, (str(-less.value),)))
    return replace(length, view=View(LENGTH, (f"-{ast.unparse(node.right)}",))) if isinstance(node, ast.BinOp) else None


def bound(node: ast.expr | None, value: Value, rows: RowSet) -> Hashable:
    """One bound of a slice of these rows: None for the beginning and the end."""
    if node is None:
        return None
    if isinstance(value, Const) and isinstance(value.value, int):
        return value.value or None
    if isinstance(value, Data) and value.view is not None and value.view.kind == LENGTH and value.rows == rows:
        less = value.view.keys[0]
        return (int(less) or None) if less.lstrip("-").isdigit() else less
    return repr(value.value) if isinstance(value, Const) and isinstance(value.value, str) else ast.unparse(node)


def ranged(machine: Machine, node: ast.Call, arguments: Arguments) -> Data:
    """`range(n)`, `np.arange(a, b)`: numbers of rows, of the table whose length is an end of it, or of any."""
    ends, nodes = arguments.positional[:2], node.args[:2]
    rows = ends[-1].rows if ends and isinstance(ends[-1], Data) else NO_ROWS
    count = View(COUNT) if not rows and len(arguments.all) < 2 else None
    found = Data(rows=rows, varies=combined(ends).varies, view=count)
    if not ends or len(ends) < len(nodes):
        return found
    side = bound(nodes[0] if len(ends) > 1 else None, ends[0], rows), bound(nodes[-1], ends[-1], rows)
    return found if side == (None, None) else replace(found, mask=("slice", "", side))


def begins_later(limit: Limit) -> Limit:
    """The limit of windows over rows: the first of them only go before the first window's end."""
    if limit.kind != "slice" or not isinstance(limit.side, tuple) or limit.side[0] is None:
        return limit
    return limit._replace(side=(f"{limit.side[0]} and more", limit.side[1]))
