"""Calls: to whom each goes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments, arguments_of
from nb2pkg.rules.leakage.flow_combine import as_data, combined
from nb2pkg.rules.leakage.flow_containers import list_method, map_method, names_method
from nb2pkg.rules.leakage.flow_copies import appended, each_appended
from nb2pkg.rules.leakage.flow_curves import curve_at
from nb2pkg.rules.leakage.flow_estimators import called_estimator, estimator_method
from nb2pkg.rules.leakage.flow_frames import frame_method
from nb2pkg.rules.leakage.flow_functions import construct, enter, method_of
from nb2pkg.rules.leakage.flow_judging import judged_by
from nb2pkg.rules.leakage.flow_library import library_call
from nb2pkg.rules.leakage.flow_rounds import best_round
from nb2pkg.rules.leakage.flow_splits import split_method
from nb2pkg.rules.leakage.flow_values import (
    UNKNOWN,
    Class,
    Const,
    Data,
    Estimator,
    Function,
    Instance,
    Map,
    Module,
    Names,
    Seq,
    Splitter,
    Value,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def call(machine: Machine, node: ast.Call) -> Value:
    """`function(arguments)`."""
    function = node.func
    if isinstance(function, ast.Attribute):
        owner = machine.eval(function.value)
        return _method(machine, node, owner, function.attr)
    return apply(machine, node, machine.eval(function), arguments_of(machine, node))


def apply(machine: Machine, node: ast.Call, function: Value, arguments: Arguments) -> Value:
    """Calls a value."""
    match function:
        case Module(dotted=dotted):
            return library_call(machine, node, dotted, arguments)
        case Function():
            return enter(machine, node, function, arguments)
        case Class():
            return construct(machine, node, function, arguments)
        case Estimator(name=name) if name.endswith("Loss"):
            return judged_by(machine, node, arguments)
        case Estimator():
            return called_estimator(machine, node, function, arguments)
        case Instance():
            method = method_of(function, "__call__") or method_of(function, "forward")
            return combined(arguments.all) if method is None else enter(machine, node, method, arguments)
    return curve_at(machine, node, function, arguments)


def _with_copies(machine: Machine, node: ast.Call, owner: Seq, name: str, arguments: Arguments) -> Arguments:
    """The arguments of `append` or `extend`, those items marked that are copies of others of the same round."""
    match name, node.args, arguments.positional:
        case "append", [item], [value]:
            return Arguments([appended(machine, item, owner, _with_reasons(machine, value))], {})
        case "extend", [item], [value]:
            return Arguments([each_appended(machine, item, owner, value)], {})
    return arguments


def _with_reasons(machine: Machine, value: Value) -> Value:
    """The name of a column, with what it is chosen by: `if abs(X[c].corr(y)) > 0.1: kept.append(c)`."""
    reasons = frozenset().union(*machine.reasons)
    if not reasons or not isinstance(value, Data | Const) or as_data(value).rows:
        return value
    return replace(as_data(value), stats=as_data(value).stats | reasons)


def _method(machine: Machine, node: ast.Call, owner: Value, name: str) -> Value:
    match owner:
        case Module(dotted=dotted):
            return library_call(machine, node, f"{dotted}.{name}", arguments_of(machine, node))
        case Data():
            return frame_method(machine, node, owner, name)
        case Estimator():
            return estimator_method(machine, node, owner, name, arguments_of(machine, node))
        case Splitter():
            return split_method(machine, node, owner, name, arguments_of(machine, node))
        case Seq():
            if machine.loops and name in {"append", "extend"} and owner.origin is None:
                owner.origin = machine.place(node)
            if name == "index":
                best_round(machine, node, owner)
            return list_method(owner, name, _with_copies(machine, node, owner, name, arguments_of(machine, node)))
        case Map():
            return map_method(owner, name, arguments_of(machine, node))
        case Names():
            return names_method(machine, node, owner, name, arguments_of(machine, node))
        case Instance():
            found = method_of(owner, name) or owner.attributes.get(name, UNKNOWN)
            return apply(machine, node, found, arguments_of(machine, node))
    arguments_of(machine, node)
    return UNKNOWN
