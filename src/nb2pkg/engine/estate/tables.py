"""The data set's tables: their columns, and rows from surveys. Only this package's modules know pyarrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.estate import Survey

NOTEBOOKS, FINDINGS, CELLS, IMPORTS = "notebooks", "findings", "cells", "imports"
# In the order in which they are written: a notebook counts as done once it stands in the last.
TABLES = (FINDINGS, CELLS, IMPORTS, NOTEBOOKS)

_NOTEBOOK_COLUMNS = {
    "path": "string",
    "standing": "string",
    "reason": "string",
    "grade": "string",
    "points": "int32",
    "errors": "int32",
    "warnings": "int32",
    "notes": "int32",
    "hidden_state": "int32",
    "secrets": "int32",
    "curable": "int32",
    "code_cells": "int32",
    "prose_cells": "int32",
    "broken_cells": "int32",
    "code_lines": "int32",
    "functions": "int32",
    "is_executed": "bool",
    "python": "string",
    "size": "int64",
    "mtime_ns": "int64",
    "digest": "string",
    "configuration": "string",
}
_COLUMNS: dict[str, dict[str, str]] = {
    NOTEBOOKS: _NOTEBOOK_COLUMNS,
    FINDINGS: {
        "path": "string",
        "code": "string",
        "name": "string",
        "family": "string",
        "severity": "string",
        "confidence": "string",
        "cure": "string",
        "cell": "int32",
        "line": "int32",
        "column": "int32",
        "message": "string",
    },
    CELLS: {
        "path": "string",
        "cell": "int32",
        "lines": "int32",
        "weight": "int32",
        "exact": "int64",
        "renamed": "int64",
        "statements": "list<int64>",
        "preview": "string",
    },
    IMPORTS: {"path": "string", "module": "string", "distribution": "string", "origin": "string"},
}


def arrow(module: str = "pyarrow") -> Any:
    """A module of pyarrow. Raises Nb2pkgError if it is not installed."""
    if find_spec("pyarrow") is None:
        raise Nb2pkgError(
            "The data set of an estate is Parquet, which needs pyarrow.",
            hint='Install the extra: pip install "nb2pkg[estate]".',
        )
    return import_module(module)


@cache
def schema_of(table: str) -> Any:
    """The columns of a table with their types."""
    pa = arrow()
    kinds = {"list<int64>": pa.list_(pa.int64()), "bool": pa.bool_(), "string": pa.string()}
    kinds |= {"int32": pa.int32(), "int64": pa.int64()}
    return pa.schema([pa.field(name, kinds[kind]) for name, kind in _COLUMNS[table].items()])


def table_of(name: str, surveys: Sequence[Survey]) -> Any:
    """The rows of a table for these notebooks, as columns."""
    rows = list(_ROWS[name](surveys))
    columns = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS[name])
    schema = schema_of(name)
    pa = arrow()
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _notebooks(surveys: Sequence[Survey]) -> Iterator[tuple[Any, ...]]:
    for one in surveys:
        counts = [sum(f.severity == severity for f in one.findings) for severity in ("error", "warning", "info")]
        yield (
            clean(one.stamp.path),
            one.standing.value,
            clean(one.reason),
            one.grade,
            one.points,
            *counts,
            sum(f.family == "hidden state" and f.severity != "info" for f in one.findings),
            sum("secret" in f.name for f in one.findings),
            sum(f.cure not in ("none", "refused") for f in one.findings),
            one.code_cells,
            one.prose_cells,
            one.broken_cells,
            one.code_lines,
            one.functions,
            one.is_executed,
            clean(one.python),
            one.stamp.size,
            one.stamp.mtime_ns,
            one.stamp.digest,
            one.stamp.configuration,
        )


def clean(text: str) -> str:
    """The text as UTF-8 can hold it: names of files may have bytes that are no text."""
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def _plain(rows: Callable[[Survey], Sequence[tuple[Any, ...]]]) -> Callable[[Sequence[Survey]], Iterator[Any]]:
    def made(surveys: Sequence[Survey]) -> Iterator[tuple[Any, ...]]:
        for one in surveys:
            path = clean(one.stamp.path)
            for row in rows(one):
                yield (path, *(clean(value) if isinstance(value, str) else value for value in row))

    return made


_ROWS: dict[str, Callable[[Sequence[Survey]], Iterator[tuple[Any, ...]]]] = {
    NOTEBOOKS: _notebooks,
    FINDINGS: _plain(lambda one: one.findings),
    CELLS: _plain(lambda one: one.cells),
    IMPORTS: _plain(lambda one: one.imports),
}
