"""numpy arrays, and what turns into one without a copy of another kind (masked arrays, matrices)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from ..blobs import packed
from ..record import Inner, Json
from .items import plain_items
from .plain import number

NAME = "array"
HAS_EXTRAS = True
MOST_OBJECTS = 20_000


def accepts(value: Any) -> bool:
    """Anything that is a numpy array."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def record(value: Any, inner: Inner) -> Json:
    """Shape, dtype and content."""
    numpy = sys.modules["numpy"]
    found: Json = {"dtype": str(value.dtype), "shape": list(value.shape)}
    if isinstance(value, numpy.ma.MaskedArray):
        found["mask"] = values_of(numpy.ma.getmaskarray(value), inner)
        found["fill"] = inner(value.fill_value)
        value = value.filled(0) if value.dtype.kind in "iufc" else numpy.asarray(value)
    found["values"] = values_of(numpy.asarray(value), inner)
    return found


def values_of(array: Any, inner: Inner) -> Json:
    """The content of a plain array, flat, in C order."""
    numpy = sys.modules["numpy"]
    kind, count = array.dtype.kind, int(array.size)
    if kind in "biufc" and array.dtype.itemsize <= 16 and array.dtype.str[1:] not in {"f16", "f12"}:
        width = numpy.dtype("<c16" if kind == "c" else "<f8" if kind == "f" else "<u8" if kind == "u" else "<i8")
        flat = numpy.ascontiguousarray(array).astype(width, copy=False)
        form = {"c": "c", "f": "f", "u": "u"}.get(kind, "i")
        return {"as": form, **packed(flat.tobytes()), "n": count}
    if kind in "mM":
        return {"as": "i", **packed(numpy.ascontiguousarray(array).astype("<i8").tobytes()), "n": count}
    if kind in "UT":
        return plain_items(array.ravel().tolist()) or {"as": "too large", "n": count}
    if kind == "O":
        return objects(array.ravel().tolist(), inner)
    if kind == "V" and array.dtype.names:
        return {"as": "fields", "items": {name: values_of(array[name], inner) for name in array.dtype.names}}
    return {"as": "bytes", **packed(numpy.ascontiguousarray(array).tobytes()), "n": count}


def objects(items: list[Any], inner: Inner) -> Json:
    """Items of any kind."""
    found = plain_items(items)
    if found is not None:
        return found
    if len(items) > MOST_OBJECTS:
        return {"as": "too large", "n": len(items)}
    return {"as": "records", "items": [inner(item) for item in items]}


def numbers(values: Iterable[Any]) -> list[Any]:
    """Plain numbers, for small sequences of them."""
    return [number(value) for value in values]
