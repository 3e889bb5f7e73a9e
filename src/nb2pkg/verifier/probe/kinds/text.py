"""Texts and bytes."""

from __future__ import annotations

import re
import sys
from typing import Any

from ..blobs import digest
from ..record import Inner, Json, shortened

NAME = "text"
HAS_EXTRAS = True
COUNTED = re.compile(r"([A-Za-z_]\w*?)\d{5,}")


def accepts(value: Any) -> bool:
    """str and bytes."""
    return isinstance(value, (str, bytes, bytearray, memoryview))


def record(value: Any, inner: Inner) -> Json:
    """The text, or the fingerprint of the bytes."""
    if isinstance(value, str):
        return {"value": shortened(without_count(str.__str__(value)))}
    content = bytes(value)
    shown = repr(content[:60])
    return {"kind": "bytes", "value": f"{len(content)} bytes {shown}, {digest(content)}"}


def without_count(text: str) -> str:
    """Objects of param (holoviews, panel) without a name get that of their class with a count of all ever made."""
    parameterized = getattr(sys.modules.get("param.parameterized"), "Parameterized", None)
    if parameterized is None:
        return text
    found = COUNTED.fullmatch(text)
    return f"{found[1]} and a count" if found and found[1] in _names_below(parameterized) else text


def _names_below(kind: type) -> set[str]:
    found, todo = {kind.__name__}, [kind]
    while todo:
        below: list[type] = todo.pop().__subclasses__()
        todo += [one for one in below if one.__name__ not in found]
        found.update(one.__name__ for one in below)
    return found
