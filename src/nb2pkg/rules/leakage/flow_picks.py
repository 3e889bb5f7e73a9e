"""Columns of which only their number or place in an order is known: `ranked[:k]`, `components[:, :d]`."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_columns import with_columns
from nb2pkg.rules.leakage.flow_combine import absorbed, chosen_by, data_in
from nb2pkg.rules.leakage.flow_values import PICKED, Const, Data, Names, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

PICKING = frozenset({"head", "nlargest", "nsmallest", "tail"})


def picked_by(values: list[Value]) -> frozenset[Hashable]:
    """What tells one pick from another: the literals among these, and the loops that change the others."""
    known = tuple(repr(value.value) for value in values if isinstance(value, Const))
    varies = frozenset(one for data in data_in(values) for one in data.varies)
    return varies | {(PICKED, known)} if known else varies


def picked_slice(machine: Machine, index: ast.expr) -> frozenset[Hashable]:
    """The same for `[:k]`."""
    if not isinstance(index, ast.Slice):
        return frozenset()
    return picked_by([machine.eval(bound) for bound in (index.lower, index.upper) if bound is not None])


def by_names(machine: Machine, data: Data, names: Names, node: ast.expr) -> Data:
    """Columns of a table by their names: which of them, if that is known."""
    columns = names.columns
    known = columns is not None and data.columns is not None and columns.base == data.columns.base
    if known and columns is not None and data.columns is not None:
        chosen = replace(
            data.columns, names=columns.names, without=columns.without, at=machine.site(node), single=False
        )
        result = with_columns(data, chosen)
    else:
        result = replace(data, columns=None)
    result = replace(result, varies=result.varies | names.varies)
    return absorbed(result, chosen_by(names.stats), machine.site(node))
