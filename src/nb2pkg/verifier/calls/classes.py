"""The types of values as trees: `[name, *arguments]`, the name as `module:class` by which it can be imported."""

from __future__ import annotations

import sys
from typing import Any

MOST_ITEMS = 60
MOST_DEPTH = 4
ANY = ["typing:Any"]
CALLABLES = {"function", "builtin_function_or_method", "method", "partial", "ufunc", "method-wrapper"}
ITERATORS = {"generator": "Iterator", "async_generator": "AsyncIterator", "coroutine": "Awaitable"}


def type_of(value: Any, depth: int = 0) -> list[Any]:
    """The tree of the type of a value; of containers, of the first items."""
    kind = type(value)
    if value is None:
        return ["None"]
    if kind in (list, set, frozenset):
        return [f"builtins:{kind.__name__}", _of_all(list(_first(value)), depth)]
    if kind is tuple:
        return _tuple(value, depth)
    if kind is dict:
        keys, items = _first(value), _first(value.values())
        return ["builtins:dict", _of_all(list(keys), depth), _of_all(list(items), depth)]
    if isinstance(value, type):
        return ["builtins:type", [class_name(value)] if class_name(value) else ANY]
    if kind.__name__ in ITERATORS and kind.__module__ == "builtins":
        return [f"collections.abc:{ITERATORS[kind.__name__]}", ANY]
    if kind.__name__ in CALLABLES and kind.__module__ in {"builtins", "functools", "numpy"}:
        return ["collections.abc:Callable"]
    if kind.__module__ == "builtins" and kind.__name__ == "module":
        return ["types:ModuleType"]
    return [_named(kind)]


def _first(values: Any) -> Any:
    for place, value in enumerate(values):
        if place >= MOST_ITEMS:
            return
        yield value


def _of_all(values: list[Any], depth: int) -> list[Any]:
    """The type of all items; Any for none or too deep a nest."""
    if not values or depth >= MOST_DEPTH:
        return ANY
    return union([type_of(value, depth + 1) for value in values])


def _tuple(value: tuple[Any, ...], depth: int) -> list[Any]:
    if not value or depth >= MOST_DEPTH:
        return ["builtins:tuple", ANY, ["..."]]
    if len(value) > 12:
        return ["builtins:tuple", _of_all(list(value[:MOST_ITEMS]), depth), ["..."]]
    return ["builtins:tuple", *(type_of(item, depth + 1) for item in value)]


def union(trees: list[Any]) -> list[Any]:
    """One tree for several; each kind once, in the order in which they were met."""
    found: list[Any] = []
    for tree in trees:
        for one in tree[1:] if tree[0] == "|" else [tree]:
            if one not in found:
                found.append(one)
    return list(found[0]) if len(found) == 1 else ["|", *found]


def _named(kind: type) -> str:
    """The first class of its family that can be imported by a public name; Any where there is only `object`."""
    for one in kind.__mro__:
        name = class_name(one) if one is not object else ""
        if name:
            return name
    return str(ANY[0])


def class_name(kind: type) -> str:
    """`module:class` in the shortest public module that has it; empty if there is none."""
    name, module = kind.__name__, kind.__module__
    if kind.__qualname__ != name or name.startswith("_"):
        return ""
    parts = module.split(".")
    for length in range(1, len(parts) + 1):
        place = ".".join(parts[:length])
        if any(part.startswith("_") for part in parts[:length]):
            break
        if getattr(sys.modules.get(place), name, None) is kind:
            return f"{place}:{name}"
    return ""
