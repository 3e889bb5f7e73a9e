"""Operators and comparisons."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_bounds import shortened
from nb2pkg.rules.leakage.flow_by_hand import curve, product, projected, summed
from nb2pkg.rules.leakage.flow_combine import absorbed, as_data, chosen_by, combined
from nb2pkg.rules.leakage.flow_draws import is_left_over, membership, without_rows
from nb2pkg.rules.leakage.flow_evaluate import blended, judged, rated
from nb2pkg.rules.leakage.flow_iterate import numbered
from nb2pkg.rules.leakage.flow_values import LENGTH, UNKNOWN, Const, Data, Module, Names, Seq, Value, View
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

CENTRES = frozenset("mean median average avg nanmean nanmedian".split())
SPREADS = CENTRES | frozenset(
    "std var max min ptp nanstd nanmax amax quantile percentile amin stddev stddev_pop stddev_samp".split()
)
_LARGE = 1e9  # numbers beyond it are not computed
# op -> (name of the pair of opposites, side)
_ORDERS: dict[type[ast.cmpop], tuple[str, bool]] = {
    ast.Lt: ("<", True),
    ast.GtE: ("<", False),
    ast.LtE: ("<=", True),
    ast.Gt: ("<=", False),
}


def binary(machine: Machine, node: ast.BinOp) -> Value:
    """`a + b` and so on."""
    found = in_place(machine, machine.eval(node.left), node.op, machine.eval(node.right), at=node)
    return summed(machine, node.left, as_data(found), at=node) if isinstance(node.op, ast.MatMult) else found


def in_place(machine: Machine, left: Value, op: ast.operator, right: Value, *, at: ast.expr | ast.stmt) -> Value:
    """`left op right`, also for `left op= right`."""
    if isinstance(left, Const) and isinstance(right, Const):
        return _folded(left.value, op, right.value)
    if isinstance(left, Seq) and isinstance(op, ast.Add) and isinstance(right, Seq):
        return Seq([*left.items, *right.items])
    if isinstance(left, Seq) and isinstance(op, ast.Mult) and isinstance(right, Const):
        return Seq([*left.items, *left.items])
    if isinstance(left, Names):
        return _without_names(left, op, right)
    first, second = as_data(left), as_data(right)
    if (shorter := shortened(first, op, right, at)) is not None:
        return shorter
    if (first.rows or first.stats) and second.view is not None and second.view.kind == LENGTH:
        second = Data(
            varies=second.varies
        )  # `gradient / len(y)` is of the gradient's rows, `counts / len(df)` of the counts
    if isinstance(op, ast.Sub) and is_left_over(first, second):
        return without_rows(first, [second])
    if isinstance(op, ast.Sub):
        judged(machine, first, second, at=at)
        first = rated(first, second)
        if "row" in {one.view.kind for one in (first, second) if one.view is not None}:
            return _distance(machine, first, second, at=at)
    result = curve(machine, first, second, _computed(combined([first, second])), at=at)
    if isinstance(op, ast.Mult):
        result = _weighted(machine, left, right, result)
    if first.predictions and second.predictions:
        result = blended(machine, result, [first, second], at=at)
    if tables := [one for one in (first, second) if one.stats and one.rows == result.rows]:
        result = replace(
            result, stats=frozenset().union(*(one.stats for one in tables))
        )  # of groups: `rate / (1 - rate)`
    if isinstance(op, ast.MatMult):
        result = replace(result, rows=first.rows or second.rows, columns=None)
        result = product(machine, first, second, result, at=at)
    if isinstance(op, ast.MatMult):
        return projected(result, second, machine.site(at))
    wanted = CENTRES if isinstance(op, ast.Sub) else SPREADS if isinstance(op, ast.Div) else frozenset()
    if first.rows and second.stats and first.view is None:
        result = absorbed(result, [one for one in second.stats if one.what in wanted], machine.site(at))
    if isinstance(op, ast.BitAnd | ast.BitOr) and (first.mask or second.mask):
        return replace(result, mask=("part", machine.place(at), 0))  # `(day >= a) & (day < b)`
    return result


def _weighted(machine: Machine, left: Value, right: Value, result: Data) -> Data:
    """`w * guess` of a weight that is one of several literals that a loop tries."""
    weight = next((value for value in (left, right) if isinstance(value, Const) and value in machine.settings), None)
    if weight is None or not result.predictions:
        return result
    return replace(result, varies=result.varies | {("weight", repr(weight.value))})


def _distance(machine: Machine, first: Data, second: Data, *, at: ast.expr | ast.stmt) -> Data:
    """`X_train - row`: a row is compared with all of the others, as in the search for neighbours.

    Of two rows it is the one that the innermost loop leaves as it is.
    """
    result = _computed(combined([first, second]))
    rows = [one for one in (first, second) if one.view is not None]
    if len(rows) > 1:
        rows = [one for one in rows if not _is_of_innermost(machine, one)]
    if len(rows) != 1:
        return result
    return product(machine, rows[0], second if rows[0] is first else first, result, at=at)


def _is_of_innermost(machine: Machine, data: Data) -> bool:
    """Whether it is another row in each round of the innermost loop."""
    if not machine.loops:
        return False
    line, column, number = machine.loops[-1]
    return ((machine.cell, line, column), number) in data.varies


def _computed(data: Data) -> Data:
    return data if data.columns is None else replace(data, columns=replace(data.columns, computed=True))


def _folded(left: object, op: ast.operator, right: object) -> Value:
    if isinstance(left, str) and isinstance(right, str) and isinstance(op, ast.Add):
        return Const(left + right)
    if isinstance(left, int | float) and isinstance(right, int | float) and max(abs(left), abs(right)) < _LARGE:
        match op:
            case ast.Add():
                return Const(left + right)
            case ast.Sub():
                return Const(left - right)
            case ast.Mult():
                return Const(left * right)
            case ast.Div() if right:
                return Const(left / right)
        return Const((left, type(op).__name__, right))  # another value for other operands
    return UNKNOWN


def _without_names(left: Names, op: ast.operator, right: Value) -> Value:
    """`set(df.columns) - {"y"}`."""
    from nb2pkg.rules.leakage.flow_columns import dropped, names_in

    gone = names_in(right)
    if isinstance(op, ast.Sub) and gone is not None and left.columns is not None:
        return replace(left, columns=dropped(left.columns, gone, at=None))
    return Names(None, left.stats)


def unary(machine: Machine, node: ast.UnaryOp) -> Value:
    """`-a`, `~mask`, `not a`."""
    operand = machine.eval(node.operand)
    match operand, node.op:
        case Const(value=int(number)), ast.USub():
            return Const(-number)
        case Const(value=value), ast.Not():
            return Const(not value)
        case Data(mask=mask), ast.Invert() if mask is not None:
            kind, key, side = mask
            opposite = side[1] if isinstance(side, tuple) and side[:1] == ("not",) else ("not", side)
            return replace(operand, mask=(kind, key, side is False if kind == "order" else opposite))
    return operand


def boolean(machine: Machine, node: ast.BoolOp) -> Value:
    """`a and b`, `a or b`."""
    values = [machine.eval(value) for value in node.values]
    if isinstance(node.op, ast.Or):
        return next((value for value in values if not (isinstance(value, Const) and not value.value)), values[-1])
    return combined(values)


def compared(machine: Machine, node: ast.Compare) -> Value:
    """A comparison: a constant, or a mask over rows."""
    left, others = machine.eval(node.left), [_found_before(machine, machine.eval(one)) for one in node.comparators]
    if len(others) == 1:
        known = _known(left, node.ops[0], others[0])
        if known is not None:
            return known
        if isinstance(node.ops[0], ast.Eq | ast.NotEq):
            left = rated(as_data(left), as_data(others[0]))
            judged(machine, left, as_data(others[0]), at=node)
    if len(others) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn):
        return membership(as_data(left), [as_data(others[0])], opposite=isinstance(node.ops[0], ast.NotIn))
    result = _computed(combined([left, *others]))
    if _were_judged(as_data(left), combined(others)):  # `p > best`, where the best was found by judging these
        result = replace(result, varies=result.varies | {("cut", machine.place(node))})
    elif as_data(left).predictions and (tried := _tried(machine, node.comparators, others)) is not None:
        result = replace(result, varies=result.varies | {("cut", repr(tried.value))})
    return replace(
        result,
        mask=_mask(machine, node, others) if result.rows or not result.stats else None,
        stats=frozenset(chosen_by(result.stats)),
    )


def _found_before(machine: Machine, value: Value) -> Value:
    """A number that a loop has found is one number after it: `p > best_threshold`."""
    if not isinstance(value, Data) or value.rows or not value.varies:
        return value
    around = {loop[:2] for loop in machine.loops}
    return replace(value, varies=frozenset(one for one in value.varies if not _is_of_ended_loop(one, around)))


def _is_of_ended_loop(change: Hashable, around: set[tuple[int, int]]) -> bool:
    match change:
        case ((int(), int() as line, int() as column), int()):  # a loop, and the number of the round
            return (line, column) not in around
    return False


def _tried(machine: Machine, nodes: list[ast.expr], values: list[Value]) -> Const | None:
    """The threshold, if it is one of several literals that a loop tries."""
    match nodes, values:
        case [node], [Const() as value]:
            names = {one.id for one in walk(node) if isinstance(one, ast.Name)}
            return value if value in machine.settings or not names.isdisjoint(machine.targets) else None
    return None


def _were_judged(guess: Data, score: Data) -> bool:
    """Whether the score says how good these predictions are, if need be of another call."""
    judged = {(one.model, one.fit, one.tested) for one in score.scores}
    return any((one.model, one.fit, one.tested) in judged for one in guess.predictions)


def _known(left: Value, op: ast.cmpop, right: Value) -> Const | None:
    match op, left, right:
        case ast.Eq(), Const(value=a), Const(value=b):
            return Const(a == b)
        case ast.NotEq(), Const(value=a), Const(value=b):
            return Const(a != b)
        case ((ast.Eq() | ast.NotEq()), Data(view=View(kind="count")), Data(view=View(kind="count"))):
            return Const((numbered(left) == numbered(right)) == isinstance(op, ast.Eq))  # the rounds of two loops
        case ast.In(), Const(value=a), Seq(items=items) if all(isinstance(item, Const) for item in items):
            return Const(any(isinstance(item, Const) and item.value == a for item in items))
        case ((ast.Is() | ast.IsNot()), _, Const(value=None)) if not isinstance(left, Data | Module):
            is_none = isinstance(left, Const) and left.value is None
            return Const(is_none == isinstance(op, ast.Is))
    return None


def _mask(machine: Machine, node: ast.Compare, others: list[Value]) -> tuple[str, Hashable, Hashable] | None:
    """The limit that filtering by this sets, so that the opposite condition is seen to leave the other rows."""
    if len(others) != 1:
        return None
    left, op, right = ast.dump(node.left), node.ops[0], node.comparators[0]
    by_chance = _by_chance(node.left)
    if by_chance:
        left = f"{left} {machine.place(node.left)}"  # two calls draw two masks
    if type(op) in _ORDERS:
        name, side = _ORDERS[type(op)]
        known = others[0].value if isinstance(others[0], Const) else None
        value = known if isinstance(known, int | float | str) else ast.dump(right)
        return "sample" if by_chance else "order", (left, name, value), side
    constant = repr(others[0].value) if isinstance(others[0], Const) else ast.dump(right)
    if isinstance(op, ast.Eq):
        return "equal", left, constant
    if isinstance(op, ast.NotEq):
        return "equal", left, ("not", constant)
    return None


def _by_chance(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("rand")
