"""pandas: frames, series, indexes, and single moments."""

from __future__ import annotations

import sys
from typing import Any

from ..record import Inner, Json, is_instance
from .array import values_of

NAME = "frame"
SCALARS = ("Timestamp", "Timedelta", "Period", "Interval")


def accepts(value: Any) -> bool:
    """Frames, series, indexes, extension arrays, moments and the missing value of pandas."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not hasattr(pandas, "DataFrame"):
        return False
    kinds = (pandas.DataFrame, pandas.Series, pandas.Index, pandas.api.extensions.ExtensionArray)
    return (
        isinstance(value, kinds) or is_instance(value, "pandas", *SCALARS) or value is pandas.NaT or value is pandas.NA
    )


def record(value: Any, inner: Inner) -> Json:
    """Columns with their dtypes in order, and the index; a series is a frame of one column."""
    pandas = sys.modules["pandas"]
    if isinstance(value, pandas.DataFrame):
        columns = [_column(value.iloc[:, number], inner) for number in range(value.shape[1])]
        return {"columns": columns, "names": _index(value.columns, inner), "index": _index(value.index, inner)}
    if isinstance(value, pandas.Series):
        found = {"kind": "series", "column": _column(value, inner), "index": _index(value.index, inner)}
        return {**found, "name": inner(value.name)}
    if isinstance(value, pandas.Index):
        return {"kind": "index", **_index(value, inner)}
    if isinstance(value, pandas.api.extensions.ExtensionArray):
        return {"kind": "series", "column": _column(pandas.Series(value), inner), "index": {}, "name": None}
    return {"kind": "text", "value": repr(value)}


def _column(series: Any, inner: Inner) -> Json:
    dtype = series.dtype
    found = {"dtype": str(dtype)}
    if is_instance(dtype, "pandas", "CategoricalDtype"):
        categories = [inner(item) for item in dtype.categories.tolist()[:10_000]]
        return {
            **found,
            "categories": categories,
            "ordered": bool(dtype.ordered),
            "values": values_of(series.cat.codes.to_numpy(), inner),
        }
    values = series.to_numpy() if getattr(dtype, "kind", "O") in "biufcmM" and not _is_extension(dtype) else None
    if values is None:
        values = _objects(series)
    return {**found, "values": values_of(values, inner)}


def _is_extension(dtype: Any) -> bool:
    pandas = sys.modules["pandas"]
    return isinstance(dtype, pandas.api.extensions.ExtensionDtype)


def _objects(series: Any) -> Any:
    numpy = sys.modules["numpy"]
    items = series.tolist()
    found = numpy.empty(len(items), dtype=object)
    found[:] = items if not items or not isinstance(items[0], (list, tuple)) else [None] * len(items)
    for number, item in enumerate(items):
        found[number] = item
    return found


def _index(index: Any, inner: Inner) -> Json:
    pandas = sys.modules["pandas"]
    names = [inner(name) for name in index.names]
    if isinstance(index, pandas.MultiIndex):
        levels = [
            _column(index.get_level_values(n).to_series(index=range(len(index))), inner) for n in range(index.nlevels)
        ]
        return {"names": names, "levels": levels}
    found = {"names": names, "levels": [_column(index.to_series(index=range(len(index))), inner)]}
    frequency = getattr(index, "freqstr", None)
    return {**found, "frequency": frequency} if frequency else found
