"""Expressions: one function for each kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from nb2pkg.rules.leakage.flow_attributes import attribute
from nb2pkg.rules.leakage.flow_calls import call
from nb2pkg.rules.leakage.flow_combine import absorbed, combined
from nb2pkg.rules.leakage.flow_comprehensions import generated, mapped
from nb2pkg.rules.leakage.flow_operators import binary, boolean, compared, unary
from nb2pkg.rules.leakage.flow_subscripts import subscript
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Const, Data, Function, Map, Seq, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def _constant(_: Machine, node: ast.Constant) -> Value:
    return Const(node.value)


def _name(machine: Machine, node: ast.Name) -> Value:
    return machine.look_up(node.id)


def _sequence(machine: Machine, node: ast.List | ast.Tuple | ast.Set) -> Value:
    items: list[Value] = []
    for element in node.elts:
        value = machine.eval(element.value if isinstance(element, ast.Starred) else element)
        if isinstance(element, ast.Starred) and isinstance(value, Seq):
            items += value.items
        else:
            items.append(value)
    return Seq(items)


def _dict(machine: Machine, node: ast.Dict) -> Value:
    items: dict[Hashable, Value] = {}
    for number, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
        known = machine.eval(key)
        found = machine.eval(value)
        if key is None and isinstance(found, Map):
            items |= found.items
        elif isinstance(known, Const) and isinstance(known.value, Hashable):
            items[known.value] = found
        else:
            items["?", number] = found
    return Map(items)


def _either(machine: Machine, node: ast.IfExp) -> Value:
    test = machine.eval(node.test)
    if isinstance(test, Const):
        return machine.eval(node.body if test.value else node.orelse)
    first, second = machine.eval(node.body), machine.eval(node.orelse)
    if isinstance(first, Const) and isinstance(second, Const):
        return combined([test])  # `1 if x > 3 else 0`
    if isinstance(first, Const):
        return second
    for statistic, rows in ((first, second), (second, first)):
        if isinstance(statistic, Data) and isinstance(rows, Data) and not statistic.rows and rows.rows:
            return absorbed(rows, statistic.stats, machine.site(node))  # `mean if pd.isnull(x) else x`
    return first


def _text(machine: Machine, node: ast.JoinedStr) -> Value:
    pieces = [machine.eval(value) for value in node.values]
    if all(isinstance(piece, Const) for piece in pieces):
        return Const("".join(str(piece.value) for piece in pieces if isinstance(piece, Const)))
    return UNKNOWN


def _inner(machine: Machine, node: ast.FormattedValue | ast.Await | ast.Starred | ast.YieldFrom) -> Value:
    return machine.eval(node.value)


def _yield(machine: Machine, node: ast.Yield) -> Value:
    found = machine.eval(node.value)
    if machine.returned:
        machine.returned[-1].append(Seq([found]))
    return UNKNOWN


def _walrus(machine: Machine, node: ast.NamedExpr) -> Value:
    found = machine.eval(node.value)
    machine.bind(node.target.id, found)
    return found


def _lambda(machine: Machine, node: ast.Lambda) -> Value:
    return Function(node, machine.cell, closure=tuple(machine.scopes[1:]))


EVALUATORS: dict[type[ast.expr], Callable[[Machine, Any], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: attribute,
    ast.Subscript: subscript,
    ast.Call: call,
    ast.BinOp: binary,
    ast.UnaryOp: unary,
    ast.BoolOp: boolean,
    ast.Compare: compared,
    ast.IfExp: _either,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dict,
    ast.ListComp: generated,
    ast.SetComp: generated,
    ast.GeneratorExp: generated,
    ast.DictComp: mapped,
    ast.JoinedStr: _text,
    ast.FormattedValue: _inner,
    ast.Await: _inner,
    ast.Starred: _inner,
    ast.Yield: _yield,
    ast.YieldFrom: _inner,
    ast.NamedExpr: _walrus,
    ast.Lambda: _lambda,
}
