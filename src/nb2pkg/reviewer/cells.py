"""What became of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from nb2pkg.knowledge.secrets import masked
from nb2pkg.model.notebook import FileCell
from nb2pkg.model.review import CellChange, Fate, NotebookVersion, Pictures, StoredOutput
from nb2pkg.reviewer.align import moved

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
        pictures = _pictures(before.outputs.get(old, ()), after.outputs.get(index, ()))
        has_new_outputs = _outputs(before, old) != _outputs(after, index)
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


def _outputs(version: NotebookVersion, index: int) -> tuple[object, ...]:
    """What one sees of the outputs. Sizes count only where nothing else is known; addresses of objects never do."""
    cell = version.notebook.cell_by_index.get(index)
    looks = [stored.looks for stored in version.outputs.get(index, ())]
    shown = cell.outputs if cell else ()
    texts = [replace(o, text=_ADDRESS.sub("", o.text), size=0 if any(looks) else o.size) for o in shown]
    return tuple(texts), tuple(looks) if any(looks) else ()


def _pictures(before: Sequence[StoredOutput], after: Sequence[StoredOutput]) -> Pictures:
    old, new = ([stored for stored in some if stored.is_picture] for some in (before, after))
    if [stored.looks for stored in old] != [stored.looks for stored in new]:
        return Pictures.OTHER
    return Pictures.NONE if old == new else Pictures.SAME


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
