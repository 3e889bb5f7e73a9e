"""The larger cells of an estate in plain numbers: 24 bytes each, and some for each different one."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from nb2pkg.engine.estate.neighbours import keys_of
from nb2pkg.engine.estate.scan import ROWS_AT_ONCE, values
from nb2pkg.engine.estate.tables import arrow
from nb2pkg.surveyor.cells import LEAST_WEIGHT

_COLUMNS = ("path", "cell", "weight", "exact", "renamed", "statements")


class CellColumns(Struct, frozen=True, kw_only=True):
    """A number in each column for each cell; paths and shapes (cells but for names) by their place in order."""

    paths: Sequence[str]
    path: array[int] = field(default_factory=lambda: array("i"))
    cell: array[int] = field(default_factory=lambda: array("i"))
    weight: array[int] = field(default_factory=lambda: array("i"))
    exact: array[int] = field(default_factory=lambda: array("q"))
    shape: array[int] = field(default_factory=lambda: array("i"))
    sizes: array[int] = field(default_factory=lambda: array("i"))  # how many cells each shape has
    meetings: Sequence[Sequence[int]] = ()  # shapes that are alike


def read_cells(file: Path) -> CellColumns:
    """The cells that are large enough to be compared, in the order of the file."""
    paths: dict[str, int] = {}
    shapes: dict[int, int] = {}
    path, cell, weight, exact, shape = array("i"), array("i"), array("i"), array("q"), array("i")
    keys, owners = array("q"), array("i")
    for name, at, size, text, renamed, statements in values(file, _COLUMNS):
        if size < LEAST_WEIGHT:
            continue
        new = len(shapes)
        number = shapes.setdefault(renamed, new)
        if number == new:
            entered = set(keys_of(statements or ()))
            keys.extend(entered)
            owners.extend([number] * len(entered))
        path.append(paths.setdefault(name, len(paths)))
        cell.append(at)
        weight.append(size)
        exact.append(text)
        shape.append(number)
    by_path, by_shape = _ranks(paths), _ranks(shapes)
    shape = array("i", map(by_shape.__getitem__, shape))
    sizes = array("i", [0]) * len(shapes)
    for number in shape:
        sizes[number] += 1
    return CellColumns(
        paths=sorted(paths),
        path=array("i", map(by_path.__getitem__, path)),
        cell=cell,
        weight=weight,
        exact=exact,
        shape=shape,
        sizes=sizes,
        meetings=list(_meetings(keys, array("i", map(by_shape.__getitem__, owners)))),
    )


def _ranks(numbers: dict[Any, int]) -> array[int]:
    """The place in order of each, by its number."""
    found = array("i", [0]) * len(numbers)
    for rank, one in enumerate(sorted(numbers)):
        found[numbers[one]] = rank
    return found


def _meetings(keys: array[int], owners: array[int]) -> Iterator[Sequence[int]]:
    """The owners of each key that has several."""
    entries = arrow().table({"key": column(keys), "owner": column(owners)}).sort_by("key")
    for _, group in groupby(_pairs(entries), key=itemgetter(0)):
        found = array("i", sorted(owner for _, owner in group))
        if len(found) > 1:
            yield found


def _pairs(entries: Any) -> Iterator[tuple[int, int]]:
    for start in range(0, entries.num_rows, ROWS_AT_ONCE):
        some = entries.slice(start, ROWS_AT_ONCE)
        yield from zip(some.column(0).to_pylist(), some.column(1).to_pylist(), strict=True)


def column(numbers: array[int]) -> Any:
    """An array of Arrow on the same memory."""
    pa = arrow()
    kind = {"i": pa.int32(), "q": pa.int64()}[numbers.typecode]
    return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(numbers)])
