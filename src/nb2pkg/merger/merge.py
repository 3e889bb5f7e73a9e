"""File by file: whose change counts. Edits of people are never lost; what cannot be decided is a conflict."""

from __future__ import annotations

from collections.abc import Mapping

from nb2pkg.merger.merge_text import EDITED, merge_text
from nb2pkg.model.merge import Change, Merge, MergedFile

UNREADABLE = "it is no text (any more)"


def has_marks(text: str) -> bool:
    """Whether marks of an earlier merge are still there."""
    return any(line.startswith(f"<<<<<<< {EDITED}") for line in text.splitlines())


def merge_files(base: Mapping[str, str], ours: Mapping[str, str | None], theirs: Mapping[str, str]) -> Merge:
    """`base`: as generated last; `ours`: as the files are now, None for one that is no text; `theirs`: generated now.

    Files that were never generated are nobody's business here.
    """
    paths = sorted({*base, *theirs})
    found = (_merged(path, base.get(path), path in ours, ours.get(path), theirs.get(path)) for path in paths)
    return Merge(files=tuple(found))


def _merged(path: str, base: str | None, is_there: bool, ours: str | None, theirs: str | None) -> MergedFile:
    if base == theirs or (is_there and ours is not None and ours == theirs):
        return MergedFile(path=path, change=Change.KEPT)
    if not is_there:
        return _absent(path, base, theirs)
    if ours is None:
        return MergedFile(path=path, change=Change.CONFLICT, detail=UNREADABLE)
    if theirs is None:
        return _vanished(path, base, ours)
    if ours == base:
        return MergedFile(path=path, change=Change.UPDATED, text=theirs)
    return _both(path, base, ours, theirs)


def _absent(path: str, base: str | None, theirs: str | None) -> MergedFile:
    if theirs is None:
        return MergedFile(path=path, change=Change.KEPT)
    if base is None:
        return MergedFile(path=path, change=Change.ADDED, text=theirs)
    return MergedFile(path=path, change=Change.CONFLICT, detail="deleted here, changed by the notebook: not written")


def _vanished(path: str, base: str | None, ours: str) -> MergedFile:
    if ours == base:
        return MergedFile(path=path, change=Change.REMOVED)
    return MergedFile(path=path, change=Change.CONFLICT, detail="edited here, not generated any more: kept")


def _both(path: str, base: str | None, ours: str, theirs: str) -> MergedFile:
    text, conflicts = merge_text(base or "", ours, theirs)
    if not conflicts:
        return MergedFile(path=path, change=Change.MERGED, text=text)
    detail = f"{conflicts} conflict{'s' if conflicts > 1 else ''} marked"
    return MergedFile(path=path, change=Change.CONFLICT, text=text, detail=detail)
