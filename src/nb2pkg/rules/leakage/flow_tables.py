"""Functions of libraries that make tables of tables."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import absorbed, as_data, combined, data_in
from nb2pkg.rules.leakage.flow_copies import duplicated, stacked
from nb2pkg.rules.leakage.flow_datasets import SIDES
from nb2pkg.rules.leakage.flow_frames import by_rows, merged
from nb2pkg.rules.leakage.flow_rows import Limit, limited
from nb2pkg.rules.leakage.flow_values import (
    UNKNOWN,
    Columns,
    Const,
    Data,
    Mark,
    Seq,
    Value,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

CUTTING = frozenset("split array_split vsplit".split())


def resample(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """sklearn.utils.resample: with replacement unless told otherwise."""
    found: list[Value] = []
    for value in arguments.positional:
        data = as_data(value)
        if arguments.constant("replace") is False:
            found.append(replace(data, rows=limited(data.rows, Limit("sample", machine.key(node), "in"))))
        else:
            found.append(duplicated(machine, node, data, "resample"))
    return found[0] if len(found) == 1 else Seq(found)


def shuffle(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """The same rows in another order."""
    values = arguments.positional
    return values[0] if len(values) == 1 else Seq([*values])


def put_together(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """Tables put on top of each other, or side by side."""
    tables = arguments.positional if isinstance(arguments.get("", 1), Data | Seq) else arguments.positional[:1]
    data = data_in(tables or arguments.all)
    axis = arguments.constant("dim" if "dim" in arguments.named else "axis", 1)
    if by_rows(axis):
        return replace(combined(data), columns=None)
    return replace(stacked(machine, node, data, "concat"), columns=Columns(base=machine.key(node)))


def put_beside(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """Columns of several tables in one."""
    return replace(combined(arguments.positional), columns=None)


def where(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`np.where(condition, a, b)`: computed from the condition's columns where a and b are constants."""
    given = arguments.positional
    if len(given) == 3 and all(isinstance(value, Const) for value in given[1:]):
        return replace(as_data(given[0]), mask=None)
    stats = [stat for one in data_in(given[1:]) for stat in one.stats]
    return absorbed(combined(given), stats, machine.site(node)) if len(given) == 3 else combined(given)


def to_datetime(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """Times: what has them as index is a table in time."""
    data = combined(arguments.positional[:1])
    return replace(data, marks=data.marks | {Mark("datetime", machine.site(node), "its index is a time")})


def dummies(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`pd.get_dummies(df)`, `sm.add_constant(X)`: the columns and more."""
    data = combined([arguments.get("data", 0) or UNKNOWN])
    return replace(data, columns=None if data.columns is None or data.columns.single else data.columns)


def factorized(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`pd.factorize(x)`: codes, and what they stand for."""
    return Seq([combined(arguments.positional[:1]), UNKNOWN])


def merge(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`pd.merge(left, right)`."""
    left, right = (as_data(arguments.get(name, n) or UNKNOWN) for n, name in enumerate(("left", "right")))
    return merged(machine, node, left, right)


def random_split(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """torch.utils.data.random_split(dataset, lengths), numpy.split(table, places)."""
    data, lengths = combined(arguments.positional[:1]), arguments.get("lengths", 1)
    number = len(lengths.items) if isinstance(lengths, Seq) else 2
    if isinstance(node.func, ast.Attribute) and node.func.attr in CUTTING:
        number += isinstance(lengths, Seq)
        if isinstance(lengths, Const) and isinstance(lengths.value, int):
            number = min(lengths.value, 12)
    key = machine.key(node)
    sides = SIDES if number == len(SIDES) else range(number)
    return Seq([replace(data, rows=limited(data.rows, Limit("split", key, side))) for side in sides])
