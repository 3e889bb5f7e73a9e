"""Methods of lists, dicts and names of columns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_assign import assign
from nb2pkg.rules.leakage.flow_columns import dropped, names_in
from nb2pkg.rules.leakage.flow_combine import chosen_by, data_in, one_of
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Const, Data, Map, Names, Seq, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

MOST_ITEMS = 40
_SHRINKING = frozenset({"drop", "difference", "remove", "discard"})
_UNCHANGED = frozenset({"tolist", "to_list", "copy", "to_numpy", "astype"})


def list_method(owner: Seq, name: str, arguments: Arguments) -> Value:
    """A method of a list, tuple or set."""
    first = arguments.positional[0] if arguments.positional else UNKNOWN
    match name:
        case "append" | "add" if len(owner.items) < MOST_ITEMS:
            owner.items.append(first)
        case "extend" | "update" if len(owner.items) < MOST_ITEMS:
            owner.items += first.items if isinstance(first, Seq) else [first]
        case "remove" if isinstance(first, Const):
            owner.items[:] = [item for item in owner.items if item != first]
        case "copy":
            return Seq([*owner.items])
        case "pop" if owner.items:
            return owner.items[-1]
    return Const(None) if name in {"append", "extend", "remove", "sort", "add"} else UNKNOWN


def map_method(owner: Map, name: str, arguments: Arguments) -> Value:
    """A method of a dict."""
    match name:
        case "items":
            return Seq([Seq([Const(key), value]) for key, value in owner.items.items()])
        case "values":
            return Seq([*owner.items.values()])
        case "keys":
            return Seq([Const(key) for key in owner.items])
        case "get" | "pop" | "setdefault":
            key = arguments.constant("key", 0)
            return owner.items[key] if key in owner.items else one_of([*owner.items.values()])
        case "update" if arguments.positional and isinstance(arguments.positional[0], Map):
            owner.items |= arguments.positional[0].items
        case "copy":
            return Map({**owner.items})
    return UNKNOWN


def names_method(machine: Machine, node: ast.Call, owner: Names, name: str, arguments: Arguments) -> Value:
    """A method of an index of columns, or of a list made of one."""
    if name in _UNCHANGED:
        return owner
    if name in {"isin", "get_loc"}:
        return Data(stats=owner.stats)
    if name not in _SHRINKING:
        return replace(owner, columns=None)
    gone = names_in(arguments.positional[0]) if arguments.positional else None
    columns = None if gone is None or owner.columns is None else dropped(owner.columns, gone, at=None)
    shrunk = Names(columns, owner.stats.union(*(chosen_by(one.stats) for one in data_in(arguments.all))))
    if name in {"remove", "discard"} and isinstance(node.func, ast.Attribute):
        assign(machine, node.func.value, shrunk, source=None)
        return Const(None)
    return shrunk
