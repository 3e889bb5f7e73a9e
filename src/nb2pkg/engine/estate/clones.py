"""Clusters of cells that stand in several notebooks: the same, the same but for names, or but for one statement."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import Struct

from nb2pkg.engine.estate.cell_columns import CellColumns, column, read_cells
from nb2pkg.engine.estate.neighbours import grouped
from nb2pkg.engine.estate.scan import ROWS_AT_ONCE, scan
from nb2pkg.engine.estate.tables import arrow
from nb2pkg.model.estate import Cluster, CodePlace

KINDS = ("exact", "renamed", "changed")
MOST_PLACES = 12


def clusters_of(file: Path) -> Any:
    """A table with a row for each cell in a cluster: cluster, kind, path, cell, weight. The worthiest come first.

    A cluster's worth is what it would save: its weight for each notebook but one. Within a cluster the order is that
    of paths and cells.
    """
    cells = read_cells(file)
    middle = grouped(cells.meetings, sizes=cells.sizes)
    return _table(cells, middle, _counted(cells, middle))


class _Counts(Struct, frozen=True):
    """For each shape that is in the middle of a cluster: how many notebooks, the kind, and the most weight."""

    notebooks: array[int]
    kind: bytearray
    weight: array[int]
    first: array[int]  # the first of the paths


def _counted(cells: CellColumns, middle: Sequence[int]) -> _Counts:
    number = len(middle)
    found = _Counts(
        array("i", [0]) * number, bytearray(number), array("i", [0]) * number, array("i", [len(cells.paths)]) * number
    )
    last, shapes, texts = array("i", [-1]) * number, array("i", [-1]) * number, array("q", [0]) * number
    for path, weight, text, shape in zip(cells.path, cells.weight, cells.exact, cells.shape, strict=True):
        at = middle[shape]
        if shapes[at] < 0:
            shapes[at], texts[at] = shape, text
        found.kind[at] = max(found.kind[at], 2 if shapes[at] != shape else texts[at] != text)
        found.weight[at] = max(found.weight[at], weight)
        found.first[at] = min(found.first[at], path)
        found.notebooks[at] += last[at] != path  # the cells of a notebook stand together
        last[at] = path
    return found


def _table(cells: CellColumns, middle: Sequence[int], counts: _Counts) -> Any:
    """The cells in clusters of more than one notebook."""
    pa = arrow()
    shared = [at for at, notebooks in enumerate(counts.notebooks) if notebooks > 1]
    shared.sort(key=lambda at: (-counts.weight[at] * (counts.notebooks[at] - 1), counts.first[at], at))
    number = array("i", [-1]) * len(middle)
    for place, at in enumerate(shared):
        number[at] = place
    kinds = pa.array([counts.kind[at] for at in shared], type=pa.int32())
    clusters = array("i", (number[middle[shape]] for shape in cells.shape))
    columns = {"cluster": clusters, "path": cells.path, "cell": cells.cell, "weight": cells.weight}
    rows = pa.table({name: column(numbers) for name, numbers in columns.items()})
    pc = arrow("pyarrow.compute")
    rows = rows.filter(pc.greater_equal(rows.column("cluster"), 0))
    rows = rows.sort_by([(name, "ascending") for name in ("cluster", "path", "cell")]).combine_chunks()
    return pa.table(
        {
            "cluster": rows.column("cluster"),
            "kind": _named(pc.take(kinds, rows.column("cluster")), KINDS),
            "path": _named(rows.column("path"), cells.paths),
            "cell": rows.column("cell"),
            "weight": rows.column("weight"),
        }
    )


def _named(numbers: Any, names: Sequence[str]) -> Any:
    pa = arrow()
    words = pa.array(names, type=pa.string())
    chunks = [pa.DictionaryArray.from_arrays(chunk, words) for chunk in numbers.chunks]
    return pa.chunked_array(chunks, type=pa.dictionary(pa.int32(), pa.string()))


def cluster_rows(clusters: Any) -> Iterator[Any]:
    """The table in pieces to be written, texts as such."""
    pa = arrow()
    schema = cluster_schema()
    for start in range(0, clusters.num_rows, ROWS_AT_ONCE):
        piece = clusters.slice(start, ROWS_AT_ONCE)
        yield pa.table([piece.column(one.name).cast(one.type) for one in schema], schema=schema)


def cluster_schema() -> Any:
    """The columns of clusters."""
    pa = arrow()
    words, numbers = pa.string(), pa.int32()
    return pa.schema({"cluster": numbers, "kind": words, "path": words, "cell": numbers, "weight": numbers}.items())


def sharing_of(clusters: Any) -> dict[str, int]:
    """How many other notebooks hold a cell of a notebook: of its most common cell."""
    notebooks: dict[int, int] = {}
    for cluster, _ in _memberships(clusters):
        notebooks[cluster] = notebooks.get(cluster, 0) + 1
    found: dict[str, int] = {}
    for cluster, path in _memberships(clusters):
        found[path] = max(found.get(path, 0), notebooks[cluster] - 1)
    return found


def _memberships(clusters: Any) -> Iterator[tuple[int, str]]:
    """Each cluster with each of its notebooks, once."""
    return (pair for pair, _ in groupby(_pairs(clusters)))


def _pairs(clusters: Any) -> Iterator[tuple[int, str]]:
    for start in range(0, clusters.num_rows, ROWS_AT_ONCE):
        some = clusters.slice(start, ROWS_AT_ONCE)
        yield from zip(some.column("cluster").to_pylist(), some.column("path").to_pylist(), strict=True)


def summed(clusters: Any, cells: Path, *, most: int) -> tuple[Cluster, ...]:
    """The first of the clusters, with where they stand and one line of their code."""
    pc = arrow("pyarrow.compute")
    sizes = pc.value_counts(clusters.column("cluster")).to_pylist()[:most]
    found: list[tuple[int, Any, list[dict[str, Any]]]] = []
    start = 0
    for row in sizes:
        some = clusters.slice(start, row["counts"])
        found.append((row["values"], some, some.slice(0, MOST_PLACES).to_pylist()))
        start += row["counts"]
    previews = _previews(cells, {(places[0]["path"], places[0]["cell"]) for _, _, places in found})
    return tuple(
        Cluster(
            number=number,
            kind=places[0]["kind"],
            notebooks=sum(1 for _ in _memberships(some)),
            cells=some.num_rows,
            weight=places[0]["weight"],
            preview=previews.get((places[0]["path"], places[0]["cell"]), ""),
            places=tuple(CodePlace(path=one["path"], cell=one["cell"]) for one in places),
        )
        for number, some, places in found
    )


def _previews(cells: Path, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    paths = arrow().array(sorted({path for path, _ in wanted}), type=arrow().string())
    found: dict[tuple[str, int], str] = {}
    for some in scan(cells, ("path", "cell", "preview")) if wanted else ():
        rows = some.filter(arrow("pyarrow.compute").is_in(some.column("path"), value_set=paths))
        found.update(((row["path"], row["cell"]), row["preview"]) for row in rows.to_pylist())
    return {place: found.get(place, "") for place in wanted}
