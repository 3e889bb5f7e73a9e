"""None, truth values and numbers."""

from __future__ import annotations

import math
import sys
from typing import Any

from ..record import Inner, Json

NAME = "number"


def accepts(value: Any) -> bool:
    """Python's own numbers and numpy's scalars, decimals and fractions."""
    if value is None or isinstance(value, (bool, int, float, complex)):
        return True
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, (numpy.number, numpy.bool_))


def record(value: Any, inner: Inner) -> Json:
    """The number, in a form that JSON keeps."""
    if value is None or isinstance(value, bool):
        return {"value": value}
    if isinstance(value, int) and type(value) is int:
        return {"value": value if abs(value) < 2**53 else str(value)}
    dtype = str(getattr(value, "dtype", ""))
    plain = value.item() if dtype else value
    found = {"value": number(plain)}
    if dtype:
        found["dtype"] = dtype
    return found


def number(value: Any) -> Any:
    """A number for JSON: what is not finite by name, complex ones as pairs, large ones as text."""
    if isinstance(value, complex):
        return [number(value.real), number(value.imag)]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(float(value))
    if isinstance(value, bool) or value is None:
        return value
    return int(value) if isinstance(value, int) and abs(value) < 2**53 else str(value)
