"""Rows drawn by their numbers: samples, bootstraps, and what they leave."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import as_data, data_in
from nb2pkg.rules.leakage.flow_rows import RANDOM, Limit, Rows, limited, share_origin
from nb2pkg.rules.leakage.flow_values import ALL, DRAWN, SET, UNKNOWN, Data, Learning, Value, View

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

DRAWING = frozenset({"choice", "choices", "randint", "integers", "sample"})
LEAVING = frozenset({"setdiff1d", "delete"})
_WITHOUT_COPIES = frozenset({"sample"})
# Functions that draw one number, and how many arguments tell from where; one more would be how many to draw.
ONE_BY_CHANCE = {"uniform": 2, "loguniform": 2, "randint": 2, "integers": 2, "randrange": 3, "choice": 1, "random": 0}


def drawn(machine: Machine, node: ast.Call, name: str, arguments: Arguments) -> Value:
    """`np.random.choice(len(X), n)`: numbers of rows, by chance, with copies unless told otherwise."""
    some = next((one for one in data_in(arguments.positional[:2]) if one.rows), UNKNOWN)
    if not some.rows:
        return one_drawn(machine, node, name, arguments)
    chance = Limit("sample", machine.key(node), "in")
    found = replace(some, rows=limited(some.rows, chance), columns=None, view=None, mask=None, parts=())
    if name in _WITHOUT_COPIES or arguments.constant("replace", 2) is False:
        return found
    copies = Learning(machine.site(node), name, "duplicate", found.rows)
    return replace(found, learnt=found.learnt | {(ALL, copies)})


def one_drawn(machine: Machine, node: ast.Call, name: str, arguments: Arguments) -> Data:
    """`random.uniform(0.1, 10)`: in a loop another number in each round."""
    if "size" in arguments.named or len(arguments.positional) > ONE_BY_CHANCE.get(name, -1) or not machine.loops:
        return UNKNOWN
    return Data(varies=frozenset({(DRAWN, machine.key(node))}))


def left_over(arguments: Arguments) -> Value:
    """`np.setdiff1d(all, some)`, `np.delete(X, some, axis=0)`: the other rows."""
    first = as_data(arguments.positional[0]) if arguments.positional else UNKNOWN
    return without_rows(first, data_in(arguments.positional[1:2]))


def without_rows(owner: Data, others: Iterable[Data]) -> Data:
    """The rows of `owner` that none of the others hold."""
    gone = _choices(owner, others)
    rows = owner.rows
    for limit in sorted(gone, key=repr):
        rows = limited(rows, limit._replace(side=("not", limit.side)))
    return replace(owner, rows=rows, mask=None, parts=())


def _choices(owner: Data, others: Iterable[Data]) -> set[Limit]:
    """What sets the rows of the others apart among those of `owner`.

    Where rows drawn by chance were numbered anew before, their numbers are those of other rows, any of them.
    """
    known = {limit for row in owner.rows for limit in row.limits}
    found: set[Limit] = set()
    for one in others:
        anew = [mark.site for mark in one.marks - owner.marks if mark.kind == "renumbered"]
        chosen = {limit for row in one.rows for limit in row.limits} - known
        found |= {Limit("sample", ("renumbered", site), "in") for site in anew} if anew and chosen else chosen
    return found


def is_left_over(first: Data, second: Data) -> bool:
    """Whether `first - second` is one of sets: the second holds a sample of the rows of the first."""
    if not share_origin(first.rows, second.rows) or first.predictions or second.predictions:
        return False
    if second.view not in (None, View(SET)):  # `X_train - row`
        return False
    if first.view == View(SET):
        return True
    known = {limit for row in first.rows for limit in row.limits}
    return any(limit.kind in RANDOM for row in second.rows for limit in row.limits - known)


def membership(owner: Data, others: Iterable[Data], *, opposite: bool) -> Data:
    """`index.isin(train.index)`, `i in chosen`: a mask for the rows of the other."""
    found = sorted(_choices(owner, others), key=repr)
    if not found:
        return replace(owner, mask=None)
    side = ("not", found[0].side) if opposite else found[0].side
    return replace(owner, mask=(found[0].kind, found[0].key, side))


def masked(data: Data, mask: Data) -> Data:
    """The rows for which the mask holds."""
    if mask.mask is None:
        return data
    return replace(data, rows=frozenset(Rows(one.origin, one.limits | {Limit(*mask.mask)}) for one in data.rows))
