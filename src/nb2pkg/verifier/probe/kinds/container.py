"""Lists, tuples, dictionaries, sets and their kin."""

from __future__ import annotations

import collections
import json
from typing import Any

from ..record import MOST_ITEMS, Inner, Json

NAME = "sequence"
KINDS = (list, tuple, dict, set, frozenset, collections.deque, collections.UserDict, collections.UserList, range)


def accepts(value: Any) -> bool:
    """The containers of the standard library, and subclasses of them."""
    return isinstance(value, KINDS)


def record(value: Any, inner: Inner) -> Json:
    """The items in order; those of a set in the order of their records."""
    if len(value) > MOST_ITEMS:
        return {"kind": "opaque", "why": f"{len(value)} items"}
    if isinstance(value, (dict, collections.UserDict)):
        return {"kind": "mapping", "items": [[inner(key), inner(part)] for key, part in value.items()]}
    items = [inner(part) for part in value]
    if isinstance(value, (set, frozenset)):
        return {"kind": "set", "items": sorted(items, key=lambda item: json.dumps(item, sort_keys=True))}
    return {"items": items}
