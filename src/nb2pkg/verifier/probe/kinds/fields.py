"""Other objects: by their attributes, by the state that they are pickled with, at the last by their text."""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import pathlib
import re
import sys
import types
import uuid
from typing import Any

from ..record import Inner, Json, is_notebooks, module_of, own_fields, plain_text
from .consumed import IN_MEMORY

NAME = "object"
HAS_EXTRAS = False
BY_REPR = (
    *(datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, decimal.Decimal, fractions.Fraction),
    *(pathlib.PurePath, uuid.UUID, slice, type(Ellipsis), type(NotImplemented)),
)
MOST_FIELDS = 400
HEAP_TYPE = 1 << 9  # of the flags of a class: it was not made in C as a static one


def accepts(value: Any) -> bool:
    """Everything."""
    return True


def record(value: Any, inner: Inner) -> Json:
    """Values of the standard library by their repr, members by their name, all else by what it holds."""
    if isinstance(value, BY_REPR):
        return {"kind": "text", "value": plain_text(value)}
    if isinstance(value, re.Pattern):
        return {"fields": {"pattern": inner(value.pattern), "flags": inner(value.flags)}}
    if type(value) in IN_MEMORY:
        seen = {"closed": True} if value.closed else {"content": value.getvalue(), "at": value.tell()}
        return {"fields": {name: inner(part) for name, part in seen.items()}}
    if _is_event_loop(value):
        return {"fields": {}}  # what waits in it is a matter of moments
    if isinstance(value, enum.Enum):
        return {"kind": "text", "value": f"{type(value).__name__}.{value.name}"}
    if isinstance(value, types.MappingProxyType):
        return {"fields": {"items": inner(dict(value))}}
    fields = attributes(value)
    if isinstance(value, BaseException):
        fields["args"] = value.args
    is_library = not is_notebooks(module_of(type(value)))
    if is_library and (_has_own_state(type(value)) or not fields):
        state = _state(value)
        if state is not None:
            return {"fields": {"state": inner(state)}}
    if (fields or _has_no_state(value)) and len(fields) <= MOST_FIELDS:
        return {"fields": {name: inner(part) for name, part in sorted(fields.items())}}
    if is_library and getattr(type(value), "__repr__", None) is not object.__repr__:
        return {"kind": "by text", "value": plain_text(value)}
    return {"kind": "opaque", "why": "too many attributes" if fields else "nothing to be seen from outside"}


def attributes(value: Any) -> dict[str, Any]:
    """What is in the object's dictionary and slots."""
    fields = own_fields(value)
    for kind in type(value).__mro__:
        for name, slot in vars(kind).items():
            if isinstance(slot, types.MemberDescriptorType) and name not in {"__dict__", "__weakref__"}:
                try:
                    fields.setdefault(name, slot.__get__(value))
                except AttributeError:  # not set
                    continue
    return {name: part for name, part in fields.items() if not name.startswith("__") or name == "__wrapped__"}


def _is_event_loop(value: Any) -> bool:
    events = sys.modules.get("asyncio.events")
    return events is not None and isinstance(value, events.AbstractEventLoop)


def _has_no_state(value: Any) -> bool:
    """Whether it is of a class written in Python, so that all that it could hold would be among its attributes."""
    classes = type(value).__mro__[:-1]
    return bool(classes) and all(kind.__flags__ & HEAP_TYPE and hasattr(kind, "__weakref__") for kind in classes)


def _has_own_state(kind: type) -> bool:
    plain = (getattr(object, "__getstate__", None), object.__reduce__, object.__reduce_ex__)
    names = ("__getstate__", "__reduce__", "__reduce_ex__")
    return any(getattr(kind, name, own) is not own for name, own in zip(names, plain, strict=True))


def _state(value: Any) -> tuple[Any, ...] | None:
    """What pickle would write of it, if it can be pickled; for a plain object that is nothing new."""
    if not _has_own_state(type(value)):
        return None
    try:
        reduced = value.__reduce_ex__(4)
    except Exception:  # it cannot be pickled: locks, connections, views of C data
        return None
    if isinstance(reduced, str):  # only a name
        return None
    function, arguments, *rest = reduced
    return (getattr(function, "__name__", ""), arguments, *[part for part in rest[:1] if part is not None])
