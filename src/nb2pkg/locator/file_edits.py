"""Changing a notebook file as little as possible: spans of its text are replaced, all the rest stays byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from msgspec import Struct

from nb2pkg.locator.json_map import CellMap, decoded, map_cells, members
from nb2pkg.model.finding import Edit, Fix
from nb2pkg.patterns import pattern_of

_NOT_ASCII = pattern_of(r"[^\x00-\x7f]")
_LINES = pattern_of(r"[^\n]*\n|[^\n]+")


class _Span(Struct, frozen=True, order=True):
    start: int
    end: int
    new: str


def with_fixes(text: str, fixes: Sequence[Fix]) -> str:
    """The text of an .ipynb file with the fixes applied, each as a whole; of fixes that overlap the first one only.

    Cells are taken out at the end of the notebook alone.
    """
    cells = map_cells(text)
    removed = _at_the_end({index for fix in fixes for index in fix.removed}, len(cells))
    spans = [_removal(text, cells, removed)] if removed else []
    cleared = {index for fix in fixes for index in fix.cleared if 0 <= index < len(cells)} - removed
    spans += [span for index in sorted(cleared) for span in _cleared(text, cells[index])]
    edits = [edit for edit in _compatible(fixes) if edit.at.cell not in removed]
    by_cell = {edit.at.cell: [e for e in edits if e.at.cell == edit.at.cell] for edit in edits}
    spans += [_edited(text, cells[index], some) for index, some in sorted(by_cell.items())]
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + span.new + text[span.end :]
    return text


def _compatible(fixes: Sequence[Fix]) -> list[Edit]:
    """The edits of all fixes of which none overlaps with an edit of another fix before it."""
    taken: list[Edit] = []
    for edits in dict.fromkeys(fix.edits for fix in fixes):
        if not any(_overlap(edit, other) for edit in edits for other in taken):
            taken += edits
    return taken


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits want the same characters, or one to put something in between those of the other."""
    a, b = one.at, other.at
    starts_before_end = (a.line, a.column) < (b.end_line, b.end_column)
    return a.cell == b.cell and starts_before_end and (b.line, b.column) < (a.end_line, a.end_column)


def _at_the_end(removed: set[int], count: int) -> set[int]:
    """Of these cells the ones after which none stays."""
    first = count
    while first - 1 in removed:
        first -= 1
    return set(range(first, count))


def _edited(text: str, cell: CellMap, edits: Sequence[Edit]) -> _Span:
    """The whole value of `source`, in the layout in which it stands."""
    at = cell.source_at
    value, end = decoded(text, at)
    source = value if isinstance(value, str) else "".join(value)
    lines = source.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    # From the end on; what is put in at one place stands there in the order in which it was given.
    in_order = sorted(edits, key=lambda e: (e.at.line, e.at.column, e.at.end_line, e.at.end_column))
    for edit in reversed(in_order):
        start = starts[edit.at.line - 1] + edit.at.column
        stop = starts[edit.at.end_line - 1] + edit.at.end_column
        source = source[:start] + edit.new + source[stop:]
    return _Span(at, end, _laid_out(text, at, end, source, is_list=isinstance(value, list)))


def _laid_out(text: str, at: int, end: int, source: str, *, is_list: bool) -> str:
    ascii_only = not _NOT_ASCII.search(text, at, end)
    strings = [json.dumps(line, ensure_ascii=ascii_only) for line in _LINES.findall(source)]
    if not is_list:
        return json.dumps(source, ensure_ascii=ascii_only)
    if not strings or "\n" not in text[at:end]:
        return "[" + ", ".join(strings) + "]"
    own = re.match(r"\[(\s*)", text[at:end])
    between = own[1] if own else "\n"
    closing = re.search(r"(\s*)\]$", text[at:end])
    return "[" + between + ("," + between).join(strings) + (closing[1] if closing else "\n") + "]"


def _cleared(text: str, cell: CellMap) -> list[_Span]:
    """No outputs, no execution count."""
    spans = []
    for key, at in members(text, cell.start):
        end = decoded(text, at)[1]
        if key == "outputs":
            spans.append(_Span(at, end, "[]"))
        elif key == "execution_count":
            spans.append(_Span(at, end, "null"))
    return spans


def _removal(text: str, cells: Sequence[CellMap], removed: set[int]) -> _Span:
    """The stretch from the end of the last cell that stays to the end of the last cell."""
    first = min(removed)
    end = decoded(text, cells[-1].start)[1]
    start = decoded(text, cells[first - 1].start)[1] if first else cells[0].start
    return _Span(start, end, "")
