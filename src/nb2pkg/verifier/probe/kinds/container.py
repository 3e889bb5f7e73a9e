"""Lists, tuples, dictionaries, sets and their kin."""

from __future__ import annotations

import collections
import json
from typing import Any

from ..record import Inner, Json, is_notebooks
from .items import plain_items

NAME = "sequence"
HAS_EXTRAS = True
KINDS = (list, tuple, dict, set, frozenset, collections.deque)
MOST_ITEMS = 20_000
FEW = 20  # below that, items are recorded one by one, which tells differences better


def accepts(value: Any) -> bool:
    """The containers of the standard library, and subclasses of them; their views."""
    return isinstance(value, (*KINDS, range, type({}.keys()), type({}.values()), type({}.items())))


def record(value: Any, inner: Inner) -> Json:
    """The items in order; those of a set in the order of their records."""
    if isinstance(value, range):
        return {"kind": "text", "value": repr(value)}
    found = _items(value, inner)
    if _is_lines(value):
        found["type"] = "list"
    if isinstance(value, collections.defaultdict):
        found["made"] = inner(value.default_factory)
    if isinstance(value, collections.deque):
        found["made"] = inner(value.maxlen)
    return found


def _is_lines(value: Any) -> bool:
    """Whether it is what `x = !command` gives: IPython's list of lines, or that of the package."""
    kind = type(value)
    return kind.__name__ == "SList" and (kind.__module__ == "IPython.utils.text" or is_notebooks(kind.__module__))


def _items(value: Any, inner: Inner) -> Json:
    if isinstance(value, dict):
        if len(value) > MOST_ITEMS:
            return {"kind": "opaque", "why": f"{len(value)} items"}
        return {"kind": "mapping", "items": [[inner(key), inner(part)] for key, part in dict.items(value)]}
    items = list(value)
    is_set = isinstance(value, (set, frozenset))
    values = plain_items(sorted(items, key=repr) if is_set else items) if len(items) > FEW else None
    if values is not None:
        return {"kind": "values", "values": values}
    if len(items) > MOST_ITEMS:
        return {"kind": "opaque", "why": f"{len(items)} items"}
    records = [inner(part) for part in items]
    if is_set:
        return {"kind": "set", "items": sorted(records, key=lambda item: json.dumps(item, sort_keys=True))}
    return {"items": records}
