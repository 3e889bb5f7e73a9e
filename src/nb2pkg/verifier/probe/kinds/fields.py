"""Other objects: by their attributes, where they have any."""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import pathlib
import re
import uuid
from typing import Any

from ..record import Inner, Json

NAME = "object"
BY_REPR = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, decimal.Decimal, fractions.Fraction) + (
    pathlib.PurePath,
    uuid.UUID,
    re.Pattern,
    slice,
    type(Ellipsis),
    type(NotImplemented),
)
MOST_FIELDS = 200


def accepts(value: Any) -> bool:
    """Everything."""
    return True


def record(value: Any, inner: Inner) -> Json:
    """Values of the standard library by their repr, members by their name, exceptions by what they hold, all else by attributes."""
    if isinstance(value, BY_REPR):
        return {"kind": "text", "value": repr(value)}
    if isinstance(value, enum.Enum):
        return {"kind": "text", "value": f"{type(value).__name__}.{value.name}"}
    if isinstance(value, BaseException):
        return {"kind": "text", "value": f"{type(value).__name__}: {value}"}
    fields = dict(getattr(value, "__dict__", {}))
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name):
                fields.setdefault(name, getattr(value, name))
    shown = {name: part for name, part in fields.items() if not name.startswith("__")}
    if not shown or len(shown) > MOST_FIELDS:
        return {"kind": "opaque", "why": "nothing to be seen from outside" if not shown else "too many attributes"}
    return {"fields": {name: inner(part) for name, part in sorted(shown.items())}}
