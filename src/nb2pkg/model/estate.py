"""What is known of each notebook of an estate: the rows of the data set that `nb2pkg estate` writes.

What there are many of for each notebook are named tuples: to send one to another process costs less than half.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from msgspec import Struct, field


class Standing(Enum):
    """What became of a notebook of the estate."""

    CHECKED = "checked"
    SKIPPED = "skipped"  # not a Python notebook
    UNREADABLE = "unreadable"
    FAILED = "failed"  # ran out of time or memory, or met a defect of ours


class EstateFinding(NamedTuple):
    """A finding. The cell is an index over all cells of the file, -1 for the notebook as a whole; lines are from 1."""

    code: str
    name: str
    family: str
    severity: str
    confidence: str
    cure: str
    cell: int
    line: int
    column: int
    message: str


class EstateCell(NamedTuple):
    """A code cell by what tells it from others: never by its text.

    `exact` stands for the code without comments and layout, `renamed` for the same with other names of variables,
    `statements` for the statements one by one, those within others too. `weight` is its size in nodes of the syntax
    tree, imports not counted. `preview` is one line of it, without secrets.
    """

    cell: int
    lines: int
    weight: int
    exact: int
    renamed: int
    statements: tuple[int, ...] = ()
    preview: str = ""


class EstateImport(NamedTuple):
    """A module that a notebook imports. The distribution is empty for the standard library and for local modules."""

    module: str
    distribution: str
    origin: str  # "installed", "standard library" or "local"


class FileStamp(Struct, frozen=True, kw_only=True):
    """A file as it was when it was read. `mtime_ns` is 0 where the time does not tell that the file is unchanged."""

    path: str  # below the root of the estate, with slashes
    size: int = 0
    mtime_ns: int = 0
    digest: str = ""
    configuration: str = ""  # of ruff, for the folder


class Survey(Struct, frozen=True, kw_only=True):
    """Everything about one notebook."""

    stamp: FileStamp
    standing: Standing
    reason: str = ""
    python: str = ""
    grade: str = ""
    points: int = 0
    code_cells: int = 0
    prose_cells: int = 0
    broken_cells: int = 0
    code_lines: int = 0
    functions: int = 0
    is_executed: bool = False
    findings: tuple[EstateFinding, ...] = ()
    cells: tuple[EstateCell, ...] = ()
    imports: tuple[EstateImport, ...] = ()


class CodePlace(Struct, frozen=True, kw_only=True):
    """A cell of a notebook."""

    path: str
    cell: int


class Cluster(Struct, frozen=True, kw_only=True):
    """Cells that say the same, in more than one notebook."""

    number: int
    kind: str  # "exact", "renamed" or "changed": the least likeness that holds it together
    notebooks: int
    cells: int
    weight: int
    preview: str
    places: tuple[CodePlace, ...] = ()


class Worth(Struct, frozen=True, kw_only=True):
    """A notebook that is worth converting, and why."""

    path: str
    points: float
    grade: str
    reasons: tuple[str, ...]


class Moved(Struct, frozen=True, kw_only=True):
    """A notebook whose grade changed since the last run."""

    path: str
    before: str
    after: str


class Changes(Struct, frozen=True, kw_only=True):
    """What is different since the last run; `since` is empty where there was none."""

    since: str = ""
    added: int = 0
    removed: int = 0
    changed: int = 0
    better: tuple[Moved, ...] = ()
    worse: tuple[Moved, ...] = ()
    number_better: int = 0
    number_worse: int = 0


class Unreachable(Struct, frozen=True, kw_only=True):
    """A repository that could not be brought up to date; `is_old`: there is what was fetched before."""

    url: str
    reason: str
    is_old: bool

    @property
    def fate(self) -> str:
        """What became of its notebooks, in words."""
        return "read as it was fetched before" if self.is_old else "left out"


class RuleCount(Struct, frozen=True, kw_only=True):
    """How common a rule's findings are."""

    code: str
    name: str
    family: str
    severity: str
    notebooks: int
    findings: int


class OwnerCount(Struct, frozen=True, kw_only=True):
    """What somebody owns, by git: the notebooks that they committed to most often."""

    owner: str
    notebooks: int
    points: int  # of readiness, the mean
    secrets: int


class ListedNotebook(Struct, frozen=True, kw_only=True):
    """A row of the table of notebooks."""

    path: str
    standing: str
    reason: str
    grade: str
    points: int
    code_lines: int
    errors: int
    warnings: int
    hidden_state: int
    secrets: int
    owner: str


class EstateSummary(Struct, frozen=True, kw_only=True):
    """Everything that the dashboard shows. The lists hold the first of each; the data set holds all."""

    root: str
    date: str
    version: str
    notebooks: int
    standings: tuple[tuple[str, int], ...]
    grades: tuple[tuple[str, int], ...]
    families: tuple[tuple[str, int], ...]  # family of rules -> notebooks with an error or a warning of it
    code_lines: int
    code_cells: int
    duplicated_cells: int
    comparable_cells: int
    hidden_state: int  # notebooks
    secrets: int  # notebooks
    rules: tuple[RuleCount, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    number_clusters: int = 0
    dependencies: tuple[tuple[str, int], ...] = ()
    number_dependencies: int = 0
    owners: tuple[OwnerCount, ...] = ()
    worth: tuple[Worth, ...] = ()
    changes: Changes = field(default_factory=Changes)
    listed: tuple[ListedNotebook, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()  # why notebooks could not be checked -> how many
    unreachable: tuple[Unreachable, ...] = ()
