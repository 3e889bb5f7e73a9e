"""Expressions of polars: said of columns first, and of the rows of a table once the table is given them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_columns import names_in, selected
from nb2pkg.rules.leakage.flow_combine import COUNTS, data_in
from nb2pkg.rules.leakage.flow_picks import by_names
from nb2pkg.rules.leakage.flow_rows import UNTOLD, Limit, Rows, is_untold, limited, share_origin
from nb2pkg.rules.leakage.flow_values import ALL, Columns, Data, Learning, Names, Seq, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

EXPRESSIONS = frozenset({"col", "all"})


def expression(arguments: Arguments) -> Data:
    """`pl.col("a")`."""
    names = names_in(Seq(arguments.positional)) if len(arguments.positional) > 1 else names_in_first(arguments)
    columns = Columns(base=UNTOLD, names=names, single=names is not None and len(names) == 1)
    return Data(rows=frozenset({Rows(UNTOLD)}), columns=columns)


def names_in_first(arguments: Arguments) -> frozenset[str] | None:
    """The names in the first argument."""
    return names_in(arguments.positional[0]) if arguments.positional else None


def with_expressions(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.with_columns(expressions)`, `df.select(expressions)`."""
    result = replace(owner, view=None, mask=None)
    numbers = [stat for one in data_in(arguments.all) if not one.rows for stat in one.stats if is_untold(stat.rows)]
    if numbers and not any(one.rows for one in data_in(arguments.all)):  # `df.select(pl.col("a").mean()).item()`
        return Data(stats=frozenset(_about(stat, owner) for stat in numbers), varies=owner.varies)
    names = names_in_first(arguments)
    chosen_names = arguments.positional[0] if len(arguments.all) == 1 and arguments.positional else None
    if isinstance(chosen_names, Names):
        return by_names(machine, result, chosen_names, node)
    if names is not None and len(arguments.all) == 1:
        return selected(result, names, at=machine.site(node))
    given = [one for one in data_in(arguments.all) if is_untold(one.rows) or one.rows == owner.rows]
    first = arguments.positional[0] if arguments.positional else None
    if not given and names is None and isinstance(first, Data) and first.mask is not None:  # `ds.select(range(99))`
        chosen = Limit("subset", *first.mask[1:])
        return replace(result, rows=limited(owner.rows, chosen), parts=())
    if not given and names is None:  # rows by their numbers
        return replace(result, rows=limited(owner.rows, Limit("part", machine.key(node), 0)), parts=())
    told = (_about(learning, owner) for one in given for _, learning in one.learnt)
    learnt = {(ALL, learning) for learning in told if share_origin(learning.rows, owner.rows)}
    marks = {mark for one in given for mark in one.marks}
    return replace(result, columns=None, learnt=owner.learnt | learnt, marks=owner.marks | marks)


def _about(learning: Learning, owner: Data) -> Learning:
    return learning._replace(rows=owner.rows) if is_untold(learning.rows) else learning


def over_groups(machine: Machine, node: ast.Call, owner: Data) -> Data:
    """`pl.col("a").mean().over("city")`: the statistic of its group beside each row."""
    site = machine.site(node)
    stats = [stat for stat in owner.stats if stat.what not in COUNTS]
    learnt = frozenset((ALL, stat._replace(site=site, kind="group_statistic")) for stat in stats)
    return Data(rows=frozenset({Rows(UNTOLD)}), learnt=owner.learnt | learnt, varies=owner.varies)


def unnamed_table(machine: Machine, node: ast.Call) -> Data:
    """Something that is given expressions is a table, wherever it comes from."""
    key = machine.key(node)
    return Data(rows=frozenset({Rows(key)}), columns=Columns(base=key))


def filtered(owner: Data, condition: Value) -> Data | None:
    """`df.filter(pl.col("a") > 1)`; None if it is no condition."""
    if not isinstance(condition, Data) or condition.mask is None:
        return None
    return replace(owner, rows=limited(owner.rows, Limit(*condition.mask)), parts=(), mask=None, view=None)
