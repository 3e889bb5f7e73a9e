"""What became of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from nb2pkg.knowledge.secrets import masked
from nb2pkg.model.notebook import FileCell, Notebook
from nb2pkg.model.review import CellChange, Fate
from nb2pkg.reviewer.align import moved

LONGEST = 80  # of a title


def cell_changes(before: Notebook, after: Notebook, old_by_new: Mapping[int, int]) -> tuple[CellChange, ...]:
    """All cells that are not as they were, in the order of the new version, removed ones at the end."""
    is_moved = moved(dict(old_by_new))
    changes = list(_of_new(before, after, old_by_new, is_moved))
    kept = set(old_by_new.values())
    changes += [
        CellChange(fate=Fate.REMOVED, kind=c.kind, title=_title(c), before=i, lines_removed=_count(c))
        for i, c in enumerate(before.file_cells)
        if i not in kept
    ]
    return tuple(changes)


def _of_new(
    before: Notebook, after: Notebook, old_by_new: Mapping[int, int], is_moved: frozenset[int]
) -> Iterator[CellChange]:
    for index, cell in enumerate(after.file_cells):
        old = old_by_new.get(index)
        if old is None:
            yield CellChange(fate=Fate.ADDED, kind=cell.kind, title=_title(cell), after=index, lines_added=_count(cell))
            continue
        former, has_moved = before.file_cells[old], index in is_moved
        has_new_outputs = _run(before, old)[1:] != _run(after, index)[1:]
        if former.source != cell.source or former.kind != cell.kind:
            fate = Fate.CHANGED
        elif has_moved:
            fate = Fate.MOVED
        elif _run(before, old) != _run(after, index):
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
            lines_added=added,
            lines_removed=removed,
        )


def _run(notebook: Notebook, index: int) -> tuple[object, ...]:
    """What running it has left: its count, then its outputs."""
    cell = notebook.cell_by_index.get(index)
    return () if cell is None else (cell.execution_count, cell.outputs)


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
