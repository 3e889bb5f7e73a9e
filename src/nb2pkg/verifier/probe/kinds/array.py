"""numpy arrays, and what turns into one without a copy of another kind (masked arrays, matrices)."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterable
from typing import Any

from ..record import Inner, Json, digest
from .plain import number

NAME = "array"
MOST_NUMBERS = 1_000_000
MOST_OBJECTS = 20_000


def accepts(value: Any) -> bool:
    """Anything that is a numpy array."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def record(value: Any, inner: Inner) -> Json:
    """Shape, dtype and content."""
    numpy = sys.modules["numpy"]
    found = {"dtype": str(value.dtype), "shape": list(value.shape)}
    if isinstance(value, numpy.ma.MaskedArray):
        found["mask"] = values_of(numpy.ma.getmaskarray(value), inner)
        value = value.filled(0) if value.dtype.kind in "iufc" else numpy.asarray(value)
    found["values"] = values_of(numpy.asarray(value), inner)
    return found


def values_of(array: Any, inner: Inner) -> Json:
    """The content of a plain array, flat, in C order."""
    numpy = sys.modules["numpy"]
    kind = array.dtype.kind
    if kind in "biufc" and array.size <= MOST_NUMBERS:
        width = numpy.dtype("<c16" if kind == "c" else "<f8" if kind == "f" else "<i8" if kind in "bi" else "<u8")
        flat = numpy.ascontiguousarray(array).astype(width).ravel()
        return {"as": "c" if kind == "c" else "f" if kind == "f" else "i", "raw": _packed(flat), "n": int(array.size)}
    if kind in "mM":
        return {"as": "i", "raw": _packed(numpy.ascontiguousarray(array).view("<i8").ravel()), "n": int(array.size)}
    if kind in "US" and array.size <= MOST_OBJECTS:
        return {"as": "list", "items": [str(item) for item in array.ravel().tolist()]}
    if kind == "O" and array.size <= MOST_OBJECTS:
        return {"as": "records", "items": [inner(item) for item in array.ravel().tolist()]}
    if kind == "V" and array.dtype.names:
        return {"as": "fields", "items": {name: values_of(array[name], inner) for name in array.dtype.names}}
    if kind == "O":
        return {"as": "too large", "n": int(array.size)}
    return {"as": "digest", "value": digest(numpy.ascontiguousarray(array).tobytes()), "n": int(array.size)}


def _packed(flat: Any) -> str:
    return base64.b64encode(flat.tobytes()).decode("ascii")


def numbers(values: Iterable[Any]) -> list[Any]:
    """Plain numbers, for small sequences of them."""
    return [number(value) for value in values]
