"""What `check` gives for each notebook: findings with all the positions that readers and programs want."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from nb2pkg.model.finding import Cure, Finding, Severity


class Status(Enum):
    """What became of a notebook."""

    CHECKED = "checked"
    SKIPPED = "skipped"  # not a Python notebook
    UNREADABLE = "unreadable"  # not a notebook, or not one that can be read


class PlacedFinding(Struct, frozen=True, kw_only=True):
    """A finding with its place in the notebook and in the file.

    `line`, `column`, `end_line`, `end_column` are those of the cell's source (lines from 1, columns from 0 in
    characters); `file_line` and `file_column` those of the file itself, counted alike. The cell is an index over all
    cells of the file (0-based), -1 for the notebook as a whole. `source_line` is the author's line without its
    secrets; the place is between `caret_start` and `caret_end` of it. `fingerprint` stays the same when cells move and
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
    caret_start: int
    caret_end: int
    fingerprint: str


class CheckedNotebook(Struct, frozen=True, kw_only=True):
    """The result for one notebook. `reason` says why it was skipped or could not be read."""

    path: str
    status: Status = Status.CHECKED
    reason: str = ""
    hint: str = ""
    findings: tuple[PlacedFinding, ...] = ()
    suppressed: int = 0


class RuleInfo(Struct, frozen=True, kw_only=True):
    """What reports tell about a rule: the first line of its documentation, and the rest of it (Markdown)."""

    code: str
    name: str
    severity: Severity
    summary: str
    explanation: str
    cure: Cure = Cure.NONE
    is_default: bool = True


class CheckReport(Struct, frozen=True, kw_only=True):
    """Everything that a report of `check` shows. `rules` are those that were on; ruff's are not among them.

    `threshold` is the least severity that makes the command fail; `number_known` counts findings that a baseline holds.
    """

    notebooks: tuple[CheckedNotebook, ...]
    rules: tuple[RuleInfo, ...]
    threshold: Severity
    version: str
    number_known: int = 0

    @property
    def number_failing(self) -> int:
        """How many findings make the command fail; a notebook that cannot be read counts as one."""
        rank = self.threshold.rank
        findings = sum(p.finding.severity.rank >= rank for n in self.notebooks for p in n.findings)
        return findings + sum(n.status is Status.UNREADABLE for n in self.notebooks)
