"""What became of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from nb2pkg.knowledge.secrets import masked
from nb2pkg.model.notebook import FileCell, Output
from nb2pkg.model.review import CellChange, Fate, NotebookVersion, Pictures
from nb2pkg.reviewer.align import moved
from nb2pkg.reviewer.pictures import look_alike, pictures_changed

LONGEST = 80  # of a title
_ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]+")


def cell_changes(
    before: NotebookVersion, after: NotebookVersion, old_by_new: Mapping[int, int]
) -> tuple[CellChange, ...]:
    """All cells that are not as they were, in the order of the new version, removed ones at the end."""
    is_moved = moved(dict(old_by_new))
    changes = list(_of_new(before, after, old_by_new, is_moved))
    kept = set(old_by_new.values())
    changes += [
        CellChange(fate=Fate.REMOVED, kind=c.kind, title=_title(c), before=i, lines_removed=_count(c))
        for i, c in enumerate(before.notebook.file_cells)
        if i not in kept
    ]
    return tuple(changes)


def _of_new(
    before: NotebookVersion, after: NotebookVersion, old_by_new: Mapping[int, int], is_moved: frozenset[int]
) -> Iterator[CellChange]:
    for index, cell in enumerate(after.notebook.file_cells):
        old = old_by_new.get(index)
        if old is None:
            yield CellChange(fate=Fate.ADDED, kind=cell.kind, title=_title(cell), after=index, lines_added=_count(cell))
            continue
        former, has_moved = before.notebook.file_cells[old], index in is_moved
        pictures = pictures_changed(before.outputs.get(old, ()), after.outputs.get(index, ()))
        has_new_outputs = not _shows_the_same(before, old, after, index)
        if former.source != cell.source or former.kind != cell.kind:
            fate = Fate.CHANGED
        elif has_moved:
            fate = Fate.MOVED
        elif has_new_outputs or pictures is not Pictures.NONE or _count_of(before, old) != _count_of(after, index):
            fate = Fate.RERUN
        else:
            continue
        added, removed = _lines_changed(former.source, cell.source)
        yield CellChange(
            fate=fate,
            kind=cell.kind,
            title=_title(cell if cell.source.strip() else former),
            before=old,
            after=index,
            is_moved=has_moved,
            has_new_outputs=has_new_outputs,
            pictures=pictures,
            lines_added=added,
            lines_removed=removed,
        )


def _count_of(version: NotebookVersion, index: int) -> int | None:
    cell = version.notebook.cell_by_index.get(index)
    return cell.execution_count if cell else None


def _shows_the_same(before: NotebookVersion, old: int, after: NotebookVersion, new: int) -> bool:
    """To the eye: addresses of objects do not count, nor how a picture is stored."""
    one, other = (v.notebook.cell_by_index.get(i) for v, i in ((before, old), (after, new)))
    was, now = before.outputs.get(old, ()), after.outputs.get(new, ())
    is_rich = any(stored.data for stored in (*was, *now))
    shown, shows = (cell.outputs if cell else () for cell in (one, other))
    has_same_text = shown == shows or _texts(shown, is_rich) == _texts(shows, is_rich)
    return has_same_text and (not is_rich or look_alike(was, now))


def _texts(shown: Sequence[Output], is_rich: bool) -> list[Output]:
    """Sizes count only where nothing else is known of an output."""
    return [replace(o, text=_ADDRESS.sub("", o.text), size=0 if is_rich else o.size) for o in shown]


def _title(cell: FileCell) -> str:
    lines = (line.strip() for line in masked(cell.source).split("\n"))
    return next((line for line in lines if line), "")[:LONGEST]


def _count(cell: FileCell) -> int:
    return len(cell.source.split("\n")) if cell.source else 0


def _lines_changed(before: str, after: str) -> tuple[int, int]:
    if before == after:
        return 0, 0
    a, b = before.split("\n"), after.split("\n")
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    kept = sum(block.size for block in blocks)
    return len(b) - kept, len(a) - kept
