"""Objects of param (holoviews, panel): those that get no name are given one by a count of all that were ever made."""

from __future__ import annotations

import re
from typing import Any

from ..record import Inner, Json
from .fields import attributes

NAME = "object"
HAS_EXTRAS = False
COUNTED = re.compile(r"([A-Za-z_]\w*?)\d{5,}")


def accepts(value: Any) -> bool:
    """Where such an object keeps its values."""
    kind = type(value)
    return kind.__module__ == "param.parameterized" and kind.__name__ == "_InstancePrivate"


def record(value: Any, inner: Inner) -> Json:
    """The attributes; of a counted name what comes before the number."""
    fields = attributes(value)
    values = fields.get("values")
    if isinstance(values, dict) and isinstance(values.get("name"), str):
        counted = COUNTED.fullmatch(values["name"])
        fields["values"] = values | ({"name": counted[1]} if counted else {})
    return {"fields": {name: inner(part) for name, part in sorted(fields.items())}}
