"""Values as trees of plain JSON data, and back.

Numbers, texts, lists and None stand for themselves; all else is an object with the key `is`. What is too large to be
kept whole is summed up: shape, types, and figures that change when the content or its order does.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import math
import pathlib
import re
import sys
from typing import Any

from . import tables

WHOLE, OUTLINE = 6_000, 300  # cells of a table, items of an array
MOST_NODES = 3_000
MOST_DEPTH = 12
MOST_TEXT = 4_000
PLAIN = (type(None), bool, int, float)
MOMENTS = (datetime.datetime, datetime.date, datetime.time)
TIMED = re.compile(r"(?:fit|score)_time_?$")


class Unknown(Exception):
    """There is no value to be had from a tree."""


def described(value: Any) -> Any:
    """The tree of a value, which is left as it is; whole if it is not large."""
    return Description(most_cells=WHOLE).of(value, 0)


def outlined(value: Any) -> Any:
    """The tree of a value of which only little is kept whole: enough to tell it from another one."""
    return Description(most_cells=OUTLINE).of(value, 0)


def restored(tree: Any) -> Any:
    """The value that a tree describes. Raises Unknown if the tree does not hold all of it."""
    if isinstance(tree, list):
        return [restored(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    kind = tree["is"]
    if kind in _RESTORERS:
        return _RESTORERS[kind](tree)
    return tables.restored(tree, restored, Unknown)


class Description:
    """Describes one value; knows how much it has looked at and what it is inside of."""

    def __init__(self, *, most_cells: int) -> None:
        self.most_cells = most_cells
        self.nodes = 0
        self.around: set[int] = set()

    def of(self, value: Any, depth: int) -> Any:
        """The tree of a value at some depth of another."""
        self.nodes += 1
        if type(value) in PLAIN:
            return value
        if type(value) is str:
            return value if len(value) <= MOST_TEXT else _cut(value)
        if self.nodes > MOST_NODES or depth > MOST_DEPTH or id(value) in self.around:
            return _unseen(value)
        self.around.add(id(value))
        try:
            return self._of_kind(value, depth)
        finally:
            self.around.discard(id(value))

    def _of_kind(self, value: Any, depth: int) -> Any:
        def inner(part: Any) -> Any:
            return self.of(part, depth + 1)

        kind = type(value)
        if kind is list:
            return [inner(item) for item in value] if len(value) <= MOST_NODES else _many(value, inner)
        if kind is dict and len(value) <= MOST_NODES:
            return {"is": "dict", "items": [[inner(key), inner(item)] for key, item in value.items()]}
        if kind in (tuple, set, frozenset) and len(value) <= MOST_NODES:
            items = [inner(item) for item in value]
            return {"is": kind.__name__, "items": items if kind is tuple else sorted(items, key=json.dumps)}
        if kind is complex:
            return {"is": "complex", "parts": [value.real, value.imag]}
        if kind is bytes and len(value) <= MOST_TEXT:
            return {"is": "bytes", "base64": base64.b64encode(value).decode("ascii")}
        if kind in MOMENTS:
            return {"is": kind.__name__, "text": value.isoformat()}
        if kind is datetime.timedelta:
            return {"is": "timedelta", "parts": [value.days, value.seconds, value.microseconds]}
        if isinstance(value, pathlib.PurePath):
            return {"is": "path", "text": str(value)}
        return tables.described(value, inner, self.most_cells) or self._object(value, inner)

    def _object(self, value: Any, inner: Any) -> Any:
        name = _importable(value)
        if name:
            return {"is": "name", "module": value.__module__, "name": name}
        fields = _fields(value)
        if fields is None:
            return _unseen(value)
        return {"is": "object", "type": _type_name(value), "fields": {key: inner(part) for key, part in fields.items()}}


def _fields(value: Any) -> dict[str, Any] | None:
    """What an estimator was set to and has learnt, or what a plain object of the package holds."""
    kind = type(value)
    own = vars(value) if hasattr(value, "__dict__") else None
    if not isinstance(own, dict):
        return None
    is_estimator = callable(getattr(kind, "get_params", None)) and callable(getattr(kind, "fit", None))
    if not is_estimator and kind.__module__.partition(".")[0] != _own_package():
        return None
    held = {str(name): own[name] for name in sorted(own, key=str)}
    if not is_estimator:
        return held
    addresses = {id(part) for part in held.values()}  # of `stop_words` in `_stop_words_id`: another one in each run
    learnt = {name: part for name, part in held.items() if type(part) is not int or part not in addresses}
    return {name: _untimed(part) for name, part in _untimed(learnt).items()}


def _untimed(part: Any) -> Any:
    """Without how long fitting took, which is no result: `refit_time_`, and `mean_fit_time` in `cv_results_`."""
    if type(part) is not dict:
        return part
    return {key: value for key, value in part.items() if type(key) is not str or not TIMED.search(key)}


def _own_package() -> str:
    return str(getattr(sys.modules.get(__package__ or ""), "package_name", ""))


def _importable(value: Any) -> str:
    """The name by which a function or class can be imported again."""
    name, module = getattr(value, "__qualname__", ""), getattr(value, "__module__", "")
    if not isinstance(name, str) or not isinstance(module, str) or not name.isidentifier():
        return ""
    return name if getattr(sys.modules.get(module), name, None) is value else ""


def _type_name(value: Any) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _unseen(value: Any) -> Any:
    return {"is": "opaque", "type": _type_name(value)}


def _cut(text: str) -> Any:
    return {"is": "text", "begins": text[:200], "length": len(text), "digest": digest(text)}


def _many(value: list[Any], inner: Any) -> Any:
    """A long list: its numbers summed up, or else its beginning."""
    numbers = [item for item in value if type(item) in (int, float, bool)]
    summary = summed_up(numbers) if len(numbers) == len(value) else {"begins": [inner(item) for item in value[:20]]}
    return {"is": "many", "length": len(value), **summary}


def summed_up(numbers: list[Any]) -> dict[str, Any]:
    """Figures that change with the numbers and their order."""
    known = [float(number) for number in numbers if number == number]
    if not known:
        return {"known": 0}
    finite = [number for number in known if math.isfinite(number)]
    turns = [number * (1 + place % 97) for place, number in enumerate(finite)]
    return {
        "known": len(known),
        "finite": len(finite),
        "sum": math.fsum(finite),
        "in order": math.fsum(turns),
        "least": min(known),
        "most": max(known),
    }


def digest(text: str) -> str:
    """The fingerprint of a text."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _named(tree: Any) -> Any:
    """The function or class of that name; its module is there if the package has been imported."""
    found = getattr(sys.modules.get(tree["module"]), tree["name"], None)
    if found is None:
        raise Unknown(tree["name"])
    return found


_RESTORERS: dict[str, Any] = {
    "dict": lambda tree: {restored(key): restored(item) for key, item in tree["items"]},
    "tuple": lambda tree: tuple(restored(item) for item in tree["items"]),
    "set": lambda tree: {restored(item) for item in tree["items"]},
    "frozenset": lambda tree: frozenset(restored(item) for item in tree["items"]),
    "complex": lambda tree: complex(*tree["parts"]),
    "bytes": lambda tree: base64.b64decode(tree["base64"]),
    "datetime": lambda tree: datetime.datetime.fromisoformat(tree["text"]),
    "date": lambda tree: datetime.date.fromisoformat(tree["text"]),
    "time": lambda tree: datetime.time.fromisoformat(tree["text"]),
    "timedelta": lambda tree: datetime.timedelta(*tree["parts"]),
    "path": lambda tree: pathlib.Path(tree["text"]),
    "name": _named,
}
