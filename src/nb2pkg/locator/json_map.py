"""Where the cells' sources and outputs stand in the text of an .ipynb file: one pass, outputs skipped at C speed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from nb2pkg.patterns import pattern_of

_BLANK = pattern_of(r"[ \t\r\n]*")
_COMMA = pattern_of(r"[ \t\r\n]*,?[ \t\r\n]*")
decoded = json.JSONDecoder(strict=False).raw_decode  # the value at an offset, and where it ends


class CellMap(Struct, frozen=True):
    """Offsets into the file: of the cell, its source, the opening quotes of the source's strings, and the outputs."""

    start: int
    source_at: int
    source: tuple[int, ...]
    outputs: tuple[int, ...]


def map_cells(text: str) -> tuple[CellMap, ...]:
    """All cells of a notebook's JSON, in order. The text must be sound JSON."""
    return tuple(map_cell(text, start) for start in parsed_cell_starts(text))


# As Jupyter writes files, only items of lists of the outermost object begin so, for strings hold no line ends, and only
# keys of such items stand so.
_ITEM = "\n  {\n"
_FIRST, _NEXT = '"cells": [', "},"
_SOURCE_END, _INDENT, _FIRST_QUOTE = "\n   ]", "    ", '    "'
_SOURCE, _END = '\n   "source": ', "\n  }"


def cell_starts(text: str, count: int) -> tuple[int, ...]:
    """Where the cells begin, of which there are `count`."""
    ends: list[int] = []  # of what stands before the cells
    at = text.find(_ITEM)
    while at >= 0 and text.endswith(_NEXT if ends else _FIRST, 0, at):
        ends.append(at)
        at = text.find(_ITEM, at + len(_ITEM) - 1)
    is_jupyters = at < 0 and len(ends) == count
    return tuple(end + _ITEM.index("{") for end in ends) if is_jupyters else parsed_cell_starts(text)


def parsed_cell_starts(text: str) -> tuple[int, ...]:
    """The same for files that are laid out in any way."""
    cells: list[int] = []
    for key, at in members(text, _after_blanks(text, 0)):
        if key == "cells":
            cells = list(_items(text, at))
        elif key == "worksheets":  # format 3
            for sheet in _items(text, at):
                for inner, inner_at in members(text, sheet):
                    cells += _items(text, inner_at) if inner == "cells" else ()
    return tuple(cells)


def map_cell(text: str, start: int) -> CellMap:
    """The cell that begins at `start`."""
    source: tuple[int, ...] = ()
    outputs: tuple[int, ...] = ()
    source_at = -1
    for key, at in members(text, start):
        if key in {"source", "input"}:
            source_at, source = at, (at,) if text[at] == '"' else tuple(_items(text, at))
        elif key == "outputs":
            outputs = tuple(_items(text, at))
    return CellMap(start, source_at, source, outputs)


def laid_out_source(text: str, start: int) -> list[tuple[int, str]]:
    """The strings of a cell's source with their offsets if Jupyter wrote the file; no look at the outputs is needed."""
    end = text.find(_END, start)
    at = text.rfind(_SOURCE, start, end) + len(_SOURCE) if end >= 0 else 0
    if at <= start:
        return []
    if text[at] == '"':
        return [(at, decoded(text, at)[0])]
    return _laid_out_strings(text, at) or [(item, value) for item, value in _values(text, at) if isinstance(value, str)]


def _laid_out_strings(text: str, at: int) -> list[tuple[int, str]]:
    """The strings of the array at `at`, each on a line of its own, decoded at once; nothing if they stand otherwise."""
    end = text.find(_SOURCE_END, at)
    lines = text[at:end].split("\n")
    values, after = decoded(text, at) if end >= 0 and lines[0] == "[" else ([], at)
    if after != end + len(_SOURCE_END) or len(values) != len(lines) - 1:
        return []
    starts = accumulate([len(line) + 1 for line in lines[:-1]], initial=at)
    next(starts)  # that of the bracket
    found = [(start + len(_INDENT), value) for start, value in zip(starts, values, strict=True)]
    return found if all(line.startswith(_FIRST_QUOTE) for line in lines[1:]) else []


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of the object at `at` with the offsets of their values; nothing if there is no object."""
    if text[at : at + 1] != "{":
        return
    at = _after_blanks(text, at + 1)
    while text[at] == '"':
        key, at = decoded(text, at)
        at = _after_blanks(text, _after_blanks(text, at) + 1)  # the colon
        yield key, at
        at = _after_blanks(text, decoded(text, at)[1])
        at = _after_blanks(text, at + 1)  # comma or brace
        if text[at : at + 1] != '"':
            return


def _items(text: str, at: int) -> Iterator[int]:
    """Offsets of the items of the array at `at`; nothing if there is no array."""
    return (item for item, _ in _values(text, at))


def _values(text: str, at: int) -> Iterator[tuple[int, object]]:
    """The same with the items themselves."""
    if text[at : at + 1] != "[":
        return
    at = _after_blanks(text, at + 1)
    while text[at] != "]":
        value, end = decoded(text, at)
        yield at, value
        found = _COMMA.match(text, end)
        at = found.end() if found else end
