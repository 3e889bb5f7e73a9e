"""Many plain values in a row, in a form that is quick to write and to compare."""

from __future__ import annotations

import datetime
import decimal
import json
import sys
from collections.abc import Sequence
from typing import Any

from ..blobs import packed
from ..record import Json

BY_REPR = (datetime.date, datetime.datetime, datetime.timedelta, datetime.time, decimal.Decimal, bytes)


def plain_items(items: Sequence[Any]) -> Json | None:
    """The items as texts that tell their type: `sabc`, `i1`, `f0.5`; None if there are others among them."""
    marks = _marks()
    if not all(type(item) in marks for item in items):
        return None
    found = [mark + (item if mark == "s" else repr(item)) for item in items for mark in (marks[type(item)],)]
    return {"as": "plain", "n": len(found), **packed(json.dumps(found).encode())}


def _marks() -> dict[type, str]:
    marks: dict[type, str] = {str: "s", int: "i", float: "f", bool: "b", type(None): "n"}
    marks.update(dict.fromkeys(BY_REPR, "r"))
    pandas = sys.modules.get("pandas")
    for name in ("NA", "NaT"):
        if hasattr(pandas, name):
            marks[type(getattr(pandas, name))] = "r"
    for name in ("Timestamp", "Timedelta", "Period", "Interval"):
        if isinstance(kind := getattr(pandas, name, None), type):
            marks[kind] = "r"
    return marks
