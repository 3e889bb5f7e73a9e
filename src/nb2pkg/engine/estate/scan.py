"""Tables read a few rows at a time: an estate of any size needs the memory of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nb2pkg.engine.estate.tables import arrow

ROWS_AT_ONCE = 50_000


def scan(file: Path, columns: Sequence[str]) -> Iterator[Any]:
    """The rows, in tables of at most `ROWS_AT_ONCE`. One thread: each of more has buffers of its own."""
    with arrow("pyarrow.parquet").ParquetFile(file) as held:
        for batch in held.iter_batches(ROWS_AT_ONCE, columns=list(columns), use_threads=False):
            yield arrow().Table.from_batches([batch]).select(list(columns))


def values(file: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows as values."""
    for some in scan(file, columns):
        yield from zip(*(some.column(name).to_pylist() for name in columns), strict=True)


def tally(tables: Iterable[Any], by: Sequence[str]) -> Mapping[tuple[Any, ...], tuple[int, int]]:
    """How many rows there are for each value of the columns `by`, and in how many notebooks.

    The rows of a notebook stand together, as they were written, but may go over the end of a table.
    """
    rows: dict[tuple[Any, ...], int] = {}
    notebooks: dict[tuple[Any, ...], int] = {}
    last, seen = "", frozenset[tuple[Any, ...]]()
    for table in tables:
        if not table.num_rows:
            continue
        for row in table.group_by(list(by)).aggregate([("path", "count"), ("path", "count_distinct")]).to_pylist():
            key = tuple(row[name] for name in by)
            rows[key] = rows.get(key, 0) + row["path_count"]
            notebooks[key] = notebooks.get(key, 0) + row["path_count_distinct"]
        first, end = table.column("path")[0].as_py(), table.column("path")[-1].as_py()
        before = seen if first == last else frozenset()
        for key in before & _keys(table, first, by):
            notebooks[key] -= 1
        last, seen = end, _keys(table, end, by) | (before if end == first else frozenset())
    return {key: (number, notebooks[key]) for key, number in rows.items()}


def _keys(table: Any, path: str, by: Sequence[str]) -> frozenset[tuple[Any, ...]]:
    compute = arrow("pyarrow.compute")
    some = table.filter(compute.equal(table.column("path"), path)).select(list(by))
    return frozenset(tuple(row.values()) for row in some.to_pylist())
