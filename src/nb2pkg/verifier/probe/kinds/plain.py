"""None, truth values and numbers."""

from __future__ import annotations

import math
import sys
from typing import Any

from ..record import Inner, Json

NAME = "number"
HAS_EXTRAS = True


def accepts(value: Any) -> bool:
    """Python's own numbers and numpy's scalars."""
    if value is None or isinstance(value, (bool, int, float, complex)):
        return True
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, (numpy.number, numpy.bool_))


def record(value: Any, inner: Inner) -> Json:
    """The number, in a form that JSON keeps."""
    if value is None or isinstance(value, bool):
        return {"value": value}
    dtype = str(getattr(value, "dtype", ""))
    if not dtype:
        return {"value": number(value)}
    if dtype in {"float128", "longdouble", "complex256", "clongdouble"}:
        return {"kind": "text", "value": repr(value)}
    plain = value.item()
    if dtype.startswith(("datetime", "timedelta")):
        return {"value": str(value), "dtype": dtype}
    return {"value": number(plain), "dtype": dtype}


def number(value: Any) -> Any:
    """A number for JSON: what is not finite by name, complex ones as pairs, large ones as text."""
    if isinstance(value, complex):
        return [number(value.real), number(value.imag)]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(float(value))
    if isinstance(value, bool) or value is None:
        return value
    return int(value) if isinstance(value, int) and abs(value) < 2**53 else str(value)
