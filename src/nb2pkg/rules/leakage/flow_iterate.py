"""The rounds of a loop: each item of what is known, two rounds of anything else."""

from __future__ import annotations

from collections.abc import Hashable

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_rows import Limit, limited
from nb2pkg.rules.leakage.flow_values import COUNT, Const, Data, Folds, Map, Names, Seq, Value, View

MOST_ROUNDS = 12
ROUNDS = 2


def rounds_of(source: Value, loop: Hashable) -> list[Value]:
    """What the loop variable is in each round."""
    match source:
        case Seq(items=items):
            return items[:MOST_ROUNDS]
        case Map(items=by_key):
            return [Const(key) for key in list(by_key)[:MOST_ROUNDS]]
        case Folds(train=train, test=test):
            return [Seq([train, test])]
        case Data(predictions=predictions) if predictions:  # row by row: still one and the same prediction
            return [replace(source, view=None, columns=None, mask=None)] * ROUNDS
        case Data(view=View(kind="group")):
            return [_group(source, loop, number) for number in range(ROUNDS)]
        case Data(view=View(kind="count")):
            return [_number(source, loop, number) for number in range(ROUNDS)]
        case Data():
            view = View("row") if source.rows else None
            rounds = [frozenset({(loop, number)}) for number in range(ROUNDS)]
            return [replace(source, varies=source.varies | one, view=view, columns=None, mask=None) for one in rounds]
        case Names(stats=stats):
            return [Data(stats=stats, varies=frozenset({(loop, number)})) for number in range(ROUNDS)]
    return [Data(varies=frozenset({(loop, number)})) for number in range(ROUNDS)]


def _group(grouped: Data, loop: Hashable, number: int) -> Seq:
    """`for key, part in df.groupby("key")`: other rows in each round."""
    varies = frozenset({(loop, number)})
    rows = limited(grouped.rows, Limit("group", loop, number))
    part = replace(grouped, rows=rows, varies=grouped.varies | varies, view=None, mask=None, parts=())
    return Seq([Data(varies=varies), part])


def _number(counted: Data, loop: Hashable, number: int) -> Data:
    """`for i in range(n)`."""
    return replace(counted, varies=counted.varies | {(loop, number)}, view=View(COUNT, (str(number),)), mask=None)


def numbered(value: Value) -> int | None:
    """Which of several parts an index means, if it is the number of a loop's round."""
    if isinstance(value, Const):
        return value.value if isinstance(value.value, int) else None
    view = value.view if isinstance(value, Data) else None
    return int(view.keys[0]) if view is not None and view.kind == COUNT and view.keys else None
