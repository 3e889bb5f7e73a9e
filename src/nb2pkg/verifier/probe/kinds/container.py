"""Lists, tuples, dictionaries, sets and their kin."""

from __future__ import annotations

import collections
import json
from typing import Any

from ..record import Inner, Json
from .items import plain_items

NAME = "sequence"
HAS_EXTRAS = True
KINDS = (list, tuple, dict, set, frozenset, collections.deque)
LINES = ("IPython.utils.text", "SList")  # what `x = !command` gives: a list, which the package has a plain one for
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
    if (type(value).__module__, type(value).__name__) == LINES:
        found["type"] = "list"
    if isinstance(value, collections.defaultdict):
        found["made"] = inner(value.default_factory)
    if isinstance(value, collections.deque):
        found["made"] = inner(value.maxlen)
    return found


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
