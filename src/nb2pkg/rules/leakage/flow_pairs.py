"""Methods of a table or array with another one: products, correlations, comparisons."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_by_hand import product, projected
from nb2pkg.rules.leakage.flow_columns import names_in
from nb2pkg.rules.leakage.flow_combine import as_data, combined, data_in, statistic
from nb2pkg.rules.leakage.flow_evaluate import judged, rated
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Data, Learning, Names, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def multiplied(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`X.dot(w)`."""
    first = as_data(arguments.positional[0]) if arguments.positional else UNKNOWN
    result = replace(combined([owner, first]), rows=owner.rows, columns=None)
    return projected(product(machine, owner, first, result, at=node), first, machine.site(node))


def correlated(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`X.corrwith(y)`, `df["a"].corr(df["y"])`: how columns go with another one."""
    others = [one for one in data_in(arguments.positional) if one.rows]
    if not others:
        return statistic(replace(owner, columns=None), "corr", machine.site(node))
    of = names_in(Names(others[0].columns)) or frozenset()
    return Data(stats=frozenset({Learning(machine.site(node), "corr", "rate", owner.rows, of, True)}))


def equalled(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`guess.eq(truth)`."""
    other = combined(arguments.positional[:1])
    judged(machine, owner, other, at=node)
    columns = None if owner.columns is None else replace(owner.columns, computed=True)
    return replace(rated(owner, other), columns=columns, mask=None)
