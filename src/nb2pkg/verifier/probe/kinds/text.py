"""Texts and bytes."""

from __future__ import annotations

from typing import Any

from ..blobs import digest
from ..record import Inner, Json, shortened

NAME = "text"
HAS_EXTRAS = True


def accepts(value: Any) -> bool:
    """str and bytes."""
    return isinstance(value, (str, bytes, bytearray, memoryview))


def record(value: Any, inner: Inner) -> Json:
    """The text, or the fingerprint of the bytes."""
    if isinstance(value, str):
        return {"value": shortened(str.__str__(value))}
    content = bytes(value)
    shown = repr(content[:60])
    return {"kind": "bytes", "value": f"{len(content)} bytes {shown}, {digest(content)}"}
