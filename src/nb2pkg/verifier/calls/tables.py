"""Arrays, series, indexes and frames as trees of plain data, and back."""

from __future__ import annotations

import sys
from typing import Any

MOST_COLUMNS = 500


def described(value: Any, inner: Any, most: int) -> Any:
    """The tree of a value of numpy or pandas; None for another one."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None:
        if isinstance(value, numpy.generic):
            return {"is": "scalar", "dtype": str(value.dtype), "value": _scalar(value, inner)}
        if type(value) is numpy.ndarray and value.dtype.names is None:
            return {
                "is": "array",
                "dtype": str(value.dtype),
                "shape": list(value.shape),
                **_contents(value, inner, most=most),
            }
    if pandas is not None and hasattr(pandas, "DataFrame"):
        if type(value) is pandas.DataFrame:
            return _frame(value, inner, most)
        if type(value) is pandas.Series:
            return {
                "is": "series",
                "name": inner(value.name),
                **_column(value, inner, most=most),
                "index": inner(value.index),
            }
        if isinstance(value, pandas.Index):
            return _index(value, inner, pandas, most)
        if isinstance(value, pandas.Timestamp | pandas.Timedelta | pandas.Period):
            return {"is": type(value).__name__, "text": str(value)}
        if value is pandas.NA or value is pandas.NaT:
            return {"is": "missing", "text": str(value)}
    return None


def _scalar(value: Any, inner: Any) -> Any:
    plain = value.item()
    return plain if type(plain) in (bool, int, float, str) else inner(plain) if type(plain) is complex else str(value)


def _frame(frame: Any, inner: Any, most: int) -> Any:
    each = most // max(1, frame.shape[1])
    places = range(min(frame.shape[1], MOST_COLUMNS))
    columns = [_column(frame.iloc[:, place], inner, most=each) for place in places]
    return {
        "is": "frame",
        "rows": len(frame),
        "names": inner(frame.columns),
        "columns": columns,
        "index": inner(frame.index),
    }


def _index(index: Any, inner: Any, pandas: Any, most: int) -> Any:
    if isinstance(index, pandas.RangeIndex):
        return {"is": "range index", "parts": [index.start, index.stop, index.step], "name": inner(index.name)}
    if isinstance(index, pandas.MultiIndex):
        levels = [
            _column(index.get_level_values(level).to_series(), inner, most=most) for level in range(index.nlevels)
        ]
        return {"is": "multi-index", "names": [inner(name) for name in index.names], "levels": levels}
    return {"is": "index", "name": inner(index.name), **_column(index.to_series(), inner, most=most)}


def _column(series: Any, inner: Any, *, most: int) -> dict[str, Any]:
    """The type of a column and what is in it."""
    kind = str(series.dtype)
    if kind == "category":
        categories = series.cat.categories
        return {
            "dtype": kind,
            "ordered": bool(series.cat.ordered),
            "categories": inner(categories),
            **_contents(series.cat.codes.to_numpy(), inner, most=most),
        }
    values = series.to_numpy()
    if kind.startswith("datetime64["):
        values = series.to_numpy(dtype=kind if "," not in kind else f"datetime64[{kind[11:].split(',')[0]}]")
    return {"dtype": kind, **_contents(values, inner, most=most)}


def _contents(array: Any, inner: Any, *, most: int) -> dict[str, Any]:
    """The values of an array, or figures that sum them up."""
    from .values import digest, summed_up

    flat = array.ravel()
    if array.dtype.kind in "mM":
        flat = flat.view("int64")
    elif array.dtype.kind == "c":
        flat = flat.view(f"float{array.dtype.itemsize * 4}")
    elif array.dtype.kind not in "biufUO":
        return {"unit": str(array.dtype), "length": int(array.size)}
    if flat.size <= most:
        values = flat.tolist()
        return {"values": [inner(value) for value in values] if array.dtype.kind == "O" else values}
    if array.dtype.kind in "UO":
        texts = [item if type(item) is str else repr(item) if type(item) in _EXACT else _name_of(item) for item in flat]
        return {"length": len(texts), "digest": digest("\n".join(texts))}
    return {"length": int(flat.size), **summed_up(flat.tolist())}


_EXACT = frozenset({int, float, bool, type(None)})


def _name_of(item: Any) -> str:
    return type(item).__name__


def restored(tree: Any, value_of: Any, unknown: type[Exception]) -> Any:
    """The value that a tree of numpy or pandas describes."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    kind = tree["is"]
    if numpy is not None and kind in {"array", "scalar"}:
        if kind == "scalar":
            return numpy.array(value_of(tree["value"]), dtype=tree["dtype"])[()]
        return _array(tree, value_of, numpy, unknown).reshape(tree["shape"])
    if pandas is None or kind not in _RESTORERS:
        raise unknown(kind)
    return _RESTORERS[kind](tree, value_of, pandas, unknown)


def _array(tree: Any, value_of: Any, numpy: Any, unknown: type[Exception]) -> Any:
    if "values" not in tree:
        raise unknown("too large to be kept")
    kind = numpy.dtype(tree["dtype"])
    if kind.kind in "mM":
        return numpy.array(tree["values"], dtype="int64").view(kind)
    if kind.kind == "c":
        return numpy.array(tree["values"], dtype=f"float{kind.itemsize * 4}").view(kind)
    if kind.kind != "O":
        return numpy.array(tree["values"], dtype=kind)
    array = numpy.empty(len(tree["values"]), dtype=object)
    for place, item in enumerate(tree["values"]):
        array[place] = value_of(item)
    return array


def _series(tree: Any, value_of: Any, pandas: Any, unknown: type[Exception]) -> Any:
    if "values" not in tree:
        raise unknown("too large to be kept")
    kind = tree["dtype"]
    if kind == "category":
        categories = value_of(tree["categories"])
        return pandas.Series(pandas.Categorical.from_codes(tree["values"], categories, ordered=tree["ordered"]))
    if kind.startswith("datetime64["):
        unit, _, zone = kind[11:-1].partition(", ")
        numbers = pandas.Series(tree["values"], dtype="int64").to_numpy().view(f"datetime64[{unit}]")
        series = pandas.Series(numbers)
        return series.dt.tz_localize("UTC").dt.tz_convert(zone) if zone else series
    if kind.startswith("timedelta64["):
        return pandas.Series(pandas.Series(tree["values"], dtype="int64").to_numpy().view(kind))
    return pandas.Series([value_of(value) for value in tree["values"]], dtype=kind)


def _frame_of(tree: Any, value_of: Any, pandas: Any, unknown: type[Exception]) -> Any:
    columns = [_series(column, value_of, pandas, unknown) for column in tree["columns"]]
    frame = pandas.concat(columns, axis=1) if columns else pandas.DataFrame(index=range(tree["rows"]))
    frame.index, frame.columns = value_of(tree["index"]), value_of(tree["names"])
    return frame


def _series_of(tree: Any, value_of: Any, pandas: Any, unknown: type[Exception]) -> Any:
    series = _series(tree, value_of, pandas, unknown)
    series.index, series.name = value_of(tree["index"]), value_of(tree["name"])
    return series


def _index_of(tree: Any, value_of: Any, pandas: Any, unknown: type[Exception]) -> Any:
    return pandas.Index(_series(tree, value_of, pandas, unknown), name=value_of(tree["name"]))


def _multi_index_of(tree: Any, value_of: Any, pandas: Any, unknown: type[Exception]) -> Any:
    levels = [_series(level, value_of, pandas, unknown) for level in tree["levels"]]
    return pandas.MultiIndex.from_arrays(levels, names=[value_of(name) for name in tree["names"]])


def _range_of(tree: Any, value_of: Any, pandas: Any, unknown: type[Exception]) -> Any:
    return pandas.RangeIndex(*tree["parts"], name=value_of(tree["name"]))


def _moment_of(tree: Any, value_of: Any, pandas: Any, unknown: type[Exception]) -> Any:
    return getattr(pandas, tree["is"])(tree["text"])


def _missing_of(tree: Any, value_of: Any, pandas: Any, unknown: type[Exception]) -> Any:
    return pandas.NaT if tree["text"] == "NaT" else pandas.NA


_RESTORERS: dict[str, Any] = {
    "frame": _frame_of,
    "series": _series_of,
    "index": _index_of,
    "multi-index": _multi_index_of,
    "range index": _range_of,
    "Timestamp": _moment_of,
    "Timedelta": _moment_of,
    "missing": _missing_of,
}
