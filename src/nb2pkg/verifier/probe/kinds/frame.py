"""pandas: frames, series, indexes, and single moments."""

from __future__ import annotations

import sys
from typing import Any

from ..record import Inner, Json, is_instance
from .array import objects, values_of

NAME = "frame"
HAS_EXTRAS = False
SCALARS = ("Timestamp", "Timedelta", "Period", "Interval")
WIDE = 100  # columns


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
        names = {"names": _index(value.columns, inner), "index": _index(value.index, inner)}
        return {**_columns(value, inner), **names, **_more(value, inner)}
    if isinstance(value, pandas.Series):
        found = {"kind": "series", "column": _column(value, inner), "index": _index(value.index, inner)}
        return {**found, "name": inner(value.name), **_more(value, inner)}
    if isinstance(value, pandas.Index):
        return {"kind": "index", **_index(value, inner)}
    if isinstance(value, pandas.api.extensions.ExtensionArray):
        return {"kind": "series", "column": _column(pandas.Series(value), inner), "index": {}, "name": None}
    return {"kind": "text", "value": repr(value)}


def _columns(frame: Any, inner: Inner) -> Json:
    """Wide tables of numbers of one type are one block: column by column would take long."""
    kinds = set(frame.dtypes)
    if frame.shape[1] > WIDE and len(kinds) == 1 and getattr(next(iter(kinds)), "kind", "O") in "biufc":
        block = frame.to_numpy()
        if block.dtype.kind in "biufc":
            return {"columns": [], "block": values_of(block, inner), "dtype": str(block.dtype)}
    return {"columns": [_column(frame.iloc[:, number], inner) for number in range(frame.shape[1])]}


def _more(value: Any, inner: Inner) -> Json:
    """What subclasses and users hang on to a frame."""
    more = {name: getattr(value, name, None) for name in getattr(value, "_metadata", ()) if name != "_name"}
    more = {name: part for name, part in more.items() if name != "name"}
    if value.attrs:
        more["attrs"] = dict(value.attrs)
    return {"more": {name: inner(part) for name, part in sorted(more.items())}} if more else {}


def _column(series: Any, inner: Inner) -> Json:
    dtype = series.dtype
    found = {"dtype": str(dtype)}
    if is_instance(dtype, "pandas", "CategoricalDtype"):
        return {
            **found,
            "categories": objects(dtype.categories.tolist(), inner),
            "ordered": bool(dtype.ordered),
            "values": values_of(series.cat.codes.to_numpy(), inner),
        }
    if is_instance(dtype, "pandas", "DatetimeTZDtype", "PeriodDtype"):
        return {**found, "values": values_of(series.array.asi8, inner)}
    if getattr(dtype, "kind", "O") in "biufcmM" and not is_instance(dtype, "pandas.api.extensions", "ExtensionDtype"):
        return {**found, "values": values_of(series.to_numpy(), inner)}
    return {**found, "values": objects(series.tolist(), inner)}


def _index(index: Any, inner: Inner) -> Json:
    pandas = sys.modules["pandas"]
    names = [inner(name) for name in index.names]
    if isinstance(index, pandas.MultiIndex):
        levels = [_level(index.get_level_values(number), inner) for number in range(index.nlevels)]
        return {"names": names, "levels": levels}
    found = {"names": names, "levels": [_level(index, inner)]}
    frequency = getattr(index, "freqstr", None)
    return {**found, "frequency": frequency} if frequency else found


def _level(index: Any, inner: Inner) -> Json:
    return _column(sys.modules["pandas"].Series(index, copy=False), inner)
