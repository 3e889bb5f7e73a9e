"""Clusters of cells that stand in several notebooks: the same, the same but for names, or but for one statement."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

from nb2pkg.engine.estate.neighbours import grouped, keys_of
from nb2pkg.engine.estate.publish import ROWS_AT_ONCE
from nb2pkg.engine.estate.tables import arrow
from nb2pkg.model.estate import Cluster, CodePlace
from nb2pkg.surveyor.cells import LEAST_WEIGHT

KINDS = ("exact", "renamed", "changed")
MOST_PLACES = 12


def clusters_of(cells: Path) -> Any:
    """A table with a row for each cell in a cluster: cluster, kind, path, cell, weight. The worthiest come first.

    A cluster's worth is what it would save: its weight for each notebook but one.
    """
    pa, pc = arrow(), arrow("pyarrow.compute")
    columns = ["path", "cell", "weight", "exact", "renamed"]
    rows = arrow("pyarrow.parquet").read_table(
        cells, columns=columns, filters=pc.field("weight") >= LEAST_WEIGHT, read_dictionary=["path"], partitioning=None
    )
    shapes, middle = _shapes(cells, rows)
    shape = pc.index_in(rows.column("renamed"), value_set=shapes)
    rows = rows.append_column("cluster", pc.take(pa.array(middle, type=pa.int32()), shape).cast(pa.int32()))
    rows = rows.set_column(0, "path", rows.column("path").cast(pa.string()))
    wanted = [("path", "count_distinct"), ("exact", "count_distinct"), ("renamed", "count_distinct"), ("weight", "max")]
    sums = rows.group_by("cluster").aggregate([*wanted, ("path", "min")])
    sums = sums.filter(pc.greater(sums.column("path_count_distinct"), 1))
    return _numbered(rows, sums)


def summed(clusters: Any, cells: Path, *, most: int) -> tuple[Cluster, ...]:
    """The first of the clusters, with where they stand and one line of their code."""
    pc = arrow("pyarrow.compute")
    some = clusters.filter(pc.less(clusters.column("cluster"), most))
    places: dict[int, list[CodePlace]] = {}
    facts: dict[int, tuple[str, int]] = {}
    for row in some.to_pylist():
        places.setdefault(row["cluster"], []).append(CodePlace(path=row["path"], cell=row["cell"]))
        facts.setdefault(row["cluster"], (row["kind"], row["weight"]))
    first = {number: min(there, key=lambda one: (one.path, one.cell)) for number, there in places.items()}
    previews = _previews(cells, {(one.path, one.cell) for one in first.values()})
    return tuple(
        Cluster(
            number=number,
            kind=facts[number][0],
            notebooks=len({one.path for one in there}),
            cells=len(there),
            weight=facts[number][1],
            preview=previews.get((first[number].path, first[number].cell), ""),
            places=tuple(sorted(there, key=lambda one: (one.path, one.cell))[:MOST_PLACES]),
        )
        for number, there in sorted(places.items())
    )


def _shapes(cells: Path, rows: Any) -> tuple[Any, list[int]]:
    """The different cells but for names, and for each of them the one in the middle of its cluster."""
    pa, pc = arrow(), arrow("pyarrow.compute")
    counts = rows.group_by("renamed").aggregate([("cell", "count")]).sort_by("renamed")
    shapes = counts.column("renamed").combine_chunks()
    index = {shape: number for number, shape in enumerate(shapes.to_pylist())}
    keys, owners = array("q"), array("i")
    with arrow("pyarrow.parquet").ParquetFile(cells) as file:
        for batch in file.iter_batches(ROWS_AT_ONCE // 5, columns=["renamed", "statements"]):
            for shape, statements in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
                number = index.pop(shape, -1) if statements else -1
                if number >= 0:
                    entered = set(keys_of(statements))
                    keys.extend(entered)
                    owners.extend([number] * len(entered))
    entries = pa.table({"key": pa.array(keys, type=pa.int64()), "owner": pa.array(owners, type=pa.int32())})
    meetings = entries.group_by("key").aggregate([("owner", "list"), ("owner", "count")])
    meetings = meetings.filter(pc.greater(meetings.column("owner_count"), 1)).sort_by("key")
    groups = [sorted(group) for group in meetings.column("owner_list").to_pylist()]
    return shapes, grouped(groups, sizes=counts.column("cell_count").to_pylist())


def _numbered(rows: Any, sums: Any) -> Any:
    """The rows of the clusters in `sums`, numbered by worth, with their kinds."""
    pa, pc = arrow(), arrow("pyarrow.compute")
    found = sorted(
        sums.to_pylist(),
        key=lambda one: (-one["weight_max"] * (one["path_count_distinct"] - 1), one["path_min"], one["cluster"]),
    )
    old = pa.array([one["cluster"] for one in found], type=pa.int32())
    kinds = pa.array([KINDS[_kind(one)] for one in found], type=pa.string())
    number = pc.index_in(rows.column("cluster"), value_set=old)
    rows = rows.set_column(rows.schema.get_field_index("cluster"), "cluster", number)
    rows = rows.filter(pc.is_valid(rows.column("cluster")))
    rows = rows.append_column("kind", pc.take(kinds, rows.column("cluster")))
    order = [("cluster", "ascending"), ("path", "ascending"), ("cell", "ascending")]
    return rows.select(["cluster", "kind", "path", "cell", "weight"]).sort_by(order)


def _kind(sums: dict[str, Any]) -> int:
    if sums["renamed_count_distinct"] > 1:
        return 2
    return int(sums["exact_count_distinct"] > 1)


def _previews(cells: Path, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    if not wanted:
        return {}
    pc = arrow("pyarrow.compute")
    paths = arrow().array(sorted({path for path, _ in wanted}), type=arrow().string())
    rows = arrow("pyarrow.parquet").read_table(
        cells, columns=["path", "cell", "preview"], filters=pc.field("path").isin(paths), partitioning=None
    )
    all_ = {(row["path"], row["cell"]): row["preview"] for row in rows.to_pylist()}
    return {place: all_.get(place, "") for place in wanted}
