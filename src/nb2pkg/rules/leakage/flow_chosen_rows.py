"""Methods of tables that choose some of their rows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import data_in
from nb2pkg.rules.leakage.flow_copies import duplicated
from nb2pkg.rules.leakage.flow_draws import membership, without_rows
from nb2pkg.rules.leakage.flow_rows import RANDOM, Limit, has_kind, limited
from nb2pkg.rules.leakage.flow_values import (
    Data,
    Mark,
    Value,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def sampled(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.sample(...)`: a part by chance; all of them, shuffled, for frac=1; with copies for replace=True."""
    if arguments.constant("replace") is True:
        return duplicated(machine, node, owner, "sample")
    if 1 in (arguments.constant("frac"), arguments.constant("fraction")):
        return replace(owner, mask=None)
    seed = arguments.constant("random_state")
    size = repr(arguments.constant("frac")), repr(arguments.constant("n", 0))
    key = ("seed", seed, size) if seed is not None else machine.key(node)
    return replace(owner, rows=limited(owner.rows, Limit("sample", key, "in")), parts=(), mask=None)


def ends(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.head(n)`, `df.tail(n)`, `dataset.take(n)`, `dataset.skip(n)`, `df.slice(n)` of polars."""
    assert isinstance(node.func, ast.Attribute)
    if node.func.attr == "slice" and len(arguments.all) != 1:
        return replace(owner, rows=limited(owner.rows, Limit("part", machine.key(node), 0)), parts=(), mask=None)
    number = arguments.constant("n", 0) if arguments.all else 5
    bound = number if isinstance(number, int) else ast.unparse(node.args[0] if node.args else node.keywords[0].value)
    side = {"head": (None, bound), "take": (None, bound), "skip": (bound, None), "slice": (bound, None)}.get(
        node.func.attr, (f"-{bound}", None)
    )
    return replace(owner, rows=limited(owner.rows, Limit("slice", "", side)), parts=(), mask=None)


def queried(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.query("age > 30")`: some part, nobody knows which."""
    return replace(owner, rows=limited(owner.rows, Limit("part", machine.key(node), 0)), parts=(), mask=None)


def deduplicated(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.drop_duplicates("id")` leaves some of the rows."""
    left = replace(owner, view=None, mask=None)
    if arguments.constant("keep", 1) is False and len(owner.parts) > 1:
        return _only_once(left)
    if arguments.get("subset", 0) is None:
        return left
    return replace(left, rows=limited(owner.rows, Limit("part", machine.key(node), 0)), parts=())


def _only_once(owner: Data) -> Data:
    """`pd.concat([df, train]).drop_duplicates(keep=False)`: what is not in both."""
    whole, *others = (Data(rows=rows) for rows in owner.parts)
    learnt = frozenset(pair for pair in owner.learnt if pair[1].kind != "duplicate")
    return replace(owner, rows=without_rows(whole, others).rows, learnt=learnt, parts=())


def renumbered(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`train.reset_index()`: the index of rows drawn by chance no longer says which rows of the whole they are."""
    plain = replace(owner, view=None, mask=None)
    if not has_kind(owner.rows, RANDOM):
        return plain
    return replace(plain, marks=owner.marks | {Mark("renumbered", machine.site(node), "")})


def among(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`index.isin(train.index)`: a mask for the rows of the other."""
    return membership(owner, data_in(arguments.all), opposite=False)
