"""Comprehensions: the element in each round; lists of column names by a condition."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_assign import assign
from nb2pkg.rules.leakage.flow_columns import dropped, names_in
from nb2pkg.rules.leakage.flow_combine import chosen_by, data_in
from nb2pkg.rules.leakage.flow_draws import masked
from nb2pkg.rules.leakage.flow_iterate import rounds_of
from nb2pkg.rules.leakage.flow_settings import setting_of
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Const, Data, Learning, Map, Names, Seq, Value
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def generated(machine: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Value:
    """`[element for target in source if condition]`."""
    first = node.generators[0]
    source = _columns_of(machine.eval(first.iter), first)
    if isinstance(source, Names) and isinstance(node.elt, ast.Name) and len(node.generators) == 1:
        return _chosen(machine, source, first)
    items: list[Value] = []
    chosen: set[Learning] = set()
    for number, item in enumerate(rounds_of(source, (machine.cell, node.lineno, node.col_offset))):
        machine.loops.append((node.lineno, node.col_offset, number))
        machine.settings.append(setting_of(first.target, item))
        machine.scopes.append({})
        assign(machine, first.target, item, source=None)
        for inner in node.generators[1:]:
            rounds = rounds_of(machine.eval(inner.iter), (machine.cell, inner.iter.lineno, inner.iter.col_offset))
            assign(machine, inner.target, rounds[0] if rounds else Const(None), source=None)
        tests = [machine.eval(test) for generator in node.generators for test in generator.ifs]
        chosen |= {stat for test in tests if isinstance(test, Data) for stat in chosen_by(test.stats)}
        if not any(isinstance(test, Const) and not test.value for test in tests):
            items.append(_limited(machine.eval(node.elt), tests))
        machine.scopes.pop()
        machine.settings.pop()
        machine.loops.pop()
    items = [_settled(item, (machine.cell, node.lineno, node.col_offset)) for item in items]
    if chosen and not any(one.rows for one in data_in(items)):
        return Names(None, frozenset(chosen))  # `[c for c, keep in zip(names, selector.support_) if keep]`
    if items and isinstance(node.elt, ast.JoinedStr) and all(item == UNKNOWN for item in items):
        return Names(None)  # `[f"bill_{month}" for month in range(1, 7)]`: texts, columns most likely
    return Seq(items, machine.place(node))


def _columns_of(source: Value, generator: ast.comprehension) -> Value:
    """`for c in df if c != "y"`: going through a table gives the names of its columns, which conditions tell."""
    if not isinstance(source, Data) or source.columns is None or source.columns.single or not source.rows:
        return source
    parts = [part for test in generator.ifs for part in walk(test)]
    by_name = any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts)
    by_type = any(isinstance(part, ast.Attribute) and part.attr in {"dtype", "dtypes"} for part in parts)
    return Names(source.columns, source.stats) if by_name or by_type else source


def _settled(item: Value, loop: Hashable) -> Value:
    """Rows that the comprehension has changed one by one: all of them together are the same whatever the round."""
    if not isinstance(item, Data) or not item.rows or item.predictions:
        return item
    return replace(item, varies=frozenset(one for one in item.varies if not isinstance(one, tuple) or one[0] != loop))


def _limited(value: Value, tests: list[Value]) -> Value:
    """The element, of the rows only that pass the tests."""
    for test in tests:
        if isinstance(value, Data) and isinstance(test, Data):
            value = masked(value, test)
    return value


def _chosen(machine: Machine, source: Names, generator: ast.comprehension) -> Value:
    """`[c for c in df.columns if c != "y"]`."""
    columns = source.columns
    stats = {stat for test in generator.ifs for data in data_in([machine.eval(test)]) for stat in data.stats}
    stats |= {stat for test in generator.ifs for stat in _stats_read(machine, test)}
    for test in generator.ifs:
        gone = _excluded(machine, test)
        columns = None if columns is None or gone is None else dropped(columns, gone, at=None)
    return Names(columns, source.stats | stats)


def _excluded(machine: Machine, test: ast.expr) -> frozenset[str] | None:
    match test:
        case ast.Compare(ops=[ast.NotEq() | ast.NotIn()], comparators=[other]):
            return names_in(machine.eval(other))
        case ast.UnaryOp(op=ast.Not(), operand=ast.Compare(ops=[ast.Eq() | ast.In()], comparators=[other])):
            return names_in(machine.eval(other))
        case ast.BoolOp(op=ast.And(), values=values):
            parts = [_excluded(machine, value) for value in values]
            return None if None in parts else frozenset(name for part in parts if part for name in part)
    return None


def _stats_read(machine: Machine, test: ast.expr) -> frozenset[Learning]:
    """Ratings that the condition looks up: `if corr[c] > 0.3`."""
    names = [node for node in walk(test) if isinstance(node, ast.Name)]
    return frozenset(stat for one in data_in(machine.look_up(name.id) for name in names) for stat in one.stats)


def mapped(machine: Machine, node: ast.DictComp) -> Value:
    """`{key: value for target in source}`."""
    first = node.generators[0]
    items: dict[Hashable, Value] = {}
    source = machine.eval(first.iter)
    for number, item in enumerate(rounds_of(source, (machine.cell, node.lineno, node.col_offset))):
        machine.loops.append((node.lineno, node.col_offset, number))
        machine.settings.append(setting_of(first.target, item))
        machine.scopes.append({})
        assign(machine, first.target, item, source=None)
        key, value = machine.eval(node.key), machine.eval(node.value)
        items[key.value if isinstance(key, Const) and isinstance(key.value, Hashable) else ("?", number)] = value
        machine.scopes.pop()
        machine.settings.pop()
        machine.loops.pop()
    return Map(items)
