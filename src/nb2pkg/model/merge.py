"""What an update does to each file of a package that people have edited."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Change(Enum):
    """What becomes of a file."""

    KEPT = "kept"  # as it is: the notebook's change does not reach it
    UPDATED = "updated"  # nobody had edited it
    ADDED = "added"
    REMOVED = "removed"  # nobody had edited it, and nothing generates it any more
    MERGED = "merged"  # edits and the notebook's change, in different places
    CONFLICT = "conflict"


class MergedFile(Struct, frozen=True, kw_only=True):
    """A file after the merge; `text` is None where nothing is written. `detail` says what a conflict is about."""

    path: str
    change: Change
    text: str | None = None
    detail: str = ""


class Merge(Struct, frozen=True, kw_only=True):
    """All files, by path."""

    files: tuple[MergedFile, ...]

    @property
    def conflicts(self) -> tuple[MergedFile, ...]:
        """Those that a person has to look at."""
        return tuple(file for file in self.files if file.change is Change.CONFLICT)

    def of(self, change: Change) -> tuple[MergedFile, ...]:
        """The files that fared so."""
        return tuple(file for file in self.files if file.change is change)
