"""What `check` gives for each notebook: findings with all the positions that readers and programs want."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from nb2pkg.model.finding import Finding


class Status(Enum):
    """What became of a notebook."""

    CHECKED = "checked"
    SKIPPED = "skipped"  # not a Python notebook
    UNREADABLE = "unreadable"  # not a notebook, or not one that can be read


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFinding:
    """A finding with its place in the notebook and in the file.

    `line`, `column`, `end_line`, `end_column` are those of the cell's source (lines from 1, columns from 0 in
    characters); `file_line` and `file_column` those of the file itself, counted alike. The cell is an index over all
    cells of the file (0-based), -1 for the notebook as a whole. `fingerprint` stays the same when cells move and
    outputs change.
    """

    finding: Finding
    cell: int
    cell_id: str
    heading: str
    execution_count: int | None
    line: int
    column: int
    end_line: int
    end_column: int
    file_line: int
    file_column: int
    source_line: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedNotebook:
    """The result for one notebook. `reason` says why it was skipped or could not be read."""

    path: str
    status: Status = Status.CHECKED
    reason: str = ""
    hint: str = ""
    findings: tuple[PlacedFinding, ...] = ()
    suppressed: int = 0
