"""Texts and bytes."""

from __future__ import annotations

from typing import Any

from ..record import Inner, Json, digest, shortened

NAME = "text"


def accepts(value: Any) -> bool:
    """str and bytes."""
    return isinstance(value, (str, bytes, bytearray))


def record(value: Any, inner: Inner) -> Json:
    """The text, or the fingerprint of the bytes."""
    if isinstance(value, str):
        return {"value": shortened(str(value))}
    return {"kind": "bytes", "value": digest(bytes(value)), "length": len(value)}
