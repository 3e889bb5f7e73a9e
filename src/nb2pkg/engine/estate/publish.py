"""The data set, made anew from what it held and the shards of a run, a few rows at a time.

Whatever is interrupted is done again with the same result: rows of notebooks that are in a shard, or not wanted any
more, are taken out of what is there, whether or not this had been done before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nb2pkg.engine.estate.scan import ROWS_AT_ONCE
from nb2pkg.engine.estate.shards import Shards
from nb2pkg.engine.estate.tables import NOTEBOOKS, TABLES, arrow, schema_of
from nb2pkg.model.estate import FileStamp


def publish(out: Path, shards: Shards, *, kept: Mapping[str, FileStamp], shard_of: Mapping[str, int]) -> None:
    """Writes the tables: of the notebooks `kept` what is there already, of the others what is in their shard."""
    by_shard: dict[int, list[str]] = {}
    for path, number in shard_of.items():
        by_shard.setdefault(number, []).append(path)
    for table in TABLES:
        file = out / f"{table}.parquet"
        pieces = _pieces(file, table, shards, kept=sorted(kept), by_shard=by_shard)
        if table == NOTEBOOKS:
            pieces = (_with_times(piece, kept) for piece in pieces)
        write_pieces(pieces, file, schema_of(table))


def _pieces(
    file: Path, table: str, shards: Shards, *, kept: Sequence[str], by_shard: Mapping[int, Sequence[str]]
) -> Iterator[Any]:
    pq = arrow("pyarrow.parquet")
    if file.exists() and kept:
        wanted = arrow().array(kept, type=arrow().string())
        with pq.ParquetFile(file) as held:
            for batch in held.iter_batches(ROWS_AT_ONCE, use_threads=False):
                yield _only(arrow().Table.from_batches([batch]), wanted)
    for number in sorted(by_shard):
        found = pq.read_table(shards.file(table, number), partitioning=None, use_threads=False)
        yield _only(found, arrow().array(by_shard[number], type=arrow().string()))


def _only(rows: Any, paths: Any) -> Any:
    return rows.filter(arrow("pyarrow.compute").is_in(rows.column("path"), value_set=paths))


def _with_times(rows: Any, kept: Mapping[str, FileStamp]) -> Any:
    """Files that were touched but not changed have another time now."""
    paths, times = rows.column("path").to_pylist(), rows.column("mtime_ns").to_pylist()
    now = [kept[path].mtime_ns if path in kept else time for path, time in zip(paths, times, strict=True)]
    at = rows.schema.get_field_index("mtime_ns")
    return rows.set_column(at, rows.schema.field(at), arrow().array(now, type=arrow().int64()))


def write_pieces(pieces: Iterator[Any], file: Path, schema: Any) -> None:
    """Writes a table so that the file is there as a whole or not at all."""
    new = file.with_name(f".{file.name}.new")
    with arrow("pyarrow.parquet").ParquetWriter(new, schema, compression="zstd") as writer:
        waiting: list[Any] = []
        for piece in pieces:
            waiting.append(piece)
            if sum(one.num_rows for one in waiting) >= ROWS_AT_ONCE:
                writer.write_table(arrow().concat_tables(waiting))
                waiting = []
        if waiting:
            writer.write_table(arrow().concat_tables(waiting))
    os.replace(new, file)
