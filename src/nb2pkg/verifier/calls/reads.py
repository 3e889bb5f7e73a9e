"""Tables that pandas reads from files: their columns with types, bounds, and whether values are missing."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

READERS = (
    *("read_csv", "read_table", "read_fwf", "read_excel", "read_parquet", "read_feather", "read_json", "read_orc"),
    *("read_stata", "read_sas", "read_spss"),
)
MOST_COLUMNS = 500


class Reads:
    """The tables that were read, by the path from which; what is no table (chunks, several sheets) is left out.

    `pipeline` is the module whose functions are told beside a table that is read in them.
    """

    def __init__(self, pipeline: str) -> None:
        self.pipeline = pipeline
        self.folder = os.getcwd()
        self.tables: dict[str, list[Any]] = {}

    def install(self) -> None:
        """Looks at what pandas' readers return from now on."""
        pandas = import_module("pandas")
        for name in READERS:
            if hasattr(pandas, name):
                setattr(pandas, name, self._noticed(getattr(pandas, name), pandas))

    def _noticed(self, reader: Callable[..., Any], pandas: Any) -> Callable[..., Any]:
        @functools.wraps(reader)
        def read(*arguments: Any, **options: Any) -> Any:
            table = reader(*arguments, **options)
            path = self._path(*arguments, *options.values())
            if path and type(table) is pandas.DataFrame:
                self.tables.setdefault(path, []).append(_described(table, pandas) | {"within": [*self._within()]})
            return table

        return read

    def _within(self) -> Iterator[str]:
        """Functions of the pipeline that are being called, the innermost first."""
        frame = sys._getframe()
        while frame.f_back is not None:
            frame = frame.f_back
            if frame.f_globals.get("__name__") == self.pipeline:
                yield frame.f_code.co_name

    def _path(self, *given: Any) -> str:
        """The file among what a reader was given, as below the folder of the run if it is there; empty for none."""
        for one in given[:8]:
            if isinstance(one, str | os.PathLike) and len(os.fspath(one)) < 1000 and os.path.isfile(one):
                path = os.path.abspath(os.fsdecode(one))
                is_inside = path.startswith(self.folder + os.sep)
                return (os.path.relpath(path, self.folder) if is_inside else path).replace(os.sep, "/")
        return ""


def _described(table: Any, pandas: Any) -> dict[str, Any]:
    """Its rows and columns; columns are None where their names cannot be told apart, or are no names."""
    names = list(table.columns)
    is_plain = table.columns.is_unique and all(type(name) in (str, int) for name in names)
    if not is_plain or len(names) > MOST_COLUMNS:
        return {"rows": len(table), "columns": None}
    return {"rows": len(table), "columns": [_column(name, table[name], pandas) for name in names]}


def _column(name: Any, series: Any, pandas: Any) -> dict[str, Any]:
    kind, kinds = series.dtype, pandas.api.types
    found = {"name": name, "dtype": str(kind), "missing": bool(series.isna().any()), "low": None, "high": None}
    known = series.dropna()
    if kinds.is_integer_dtype(kind) and len(known):
        found |= {"low": int(known.min()), "high": int(known.max())}
    elif kinds.is_float_dtype(kind):
        finite = known[known.abs() != float("inf")]
        found |= {"low": float(finite.min()), "high": float(finite.max())} if len(finite) else {}
        found["is_bounded"] = len(finite) == len(known)
    elif kinds.is_datetime64_any_dtype(kind) and len(known):
        found["low"] = known.min().year
    return found
