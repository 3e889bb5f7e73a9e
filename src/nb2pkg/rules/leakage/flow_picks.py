"""Columns of which only their number or place in an order is known: `ranked[:k]`, `components[:, :d]`."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import TYPE_CHECKING

from nb2pkg.rules.leakage.flow_combine import data_in
from nb2pkg.rules.leakage.flow_values import PICKED, Const, Value

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
