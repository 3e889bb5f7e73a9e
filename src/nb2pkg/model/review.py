"""What `review` says of a change: for each notebook what it introduces, what it fixes, and what became of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from nb2pkg.model.choices import Severity
from nb2pkg.model.finding import Finding
from nb2pkg.model.flow import Flow
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import PackagePlan
from nb2pkg.model.readiness import Readiness
from nb2pkg.model.report import PlacedFinding, RuleInfo


class StoredOutput(Struct, frozen=True, kw_only=True):
    """What an output holds besides text: MIME types and contents as they are stored. Empty where it is text alone."""

    data: tuple[tuple[str, str], ...] = ()

    @property
    def is_picture(self) -> bool:
        """Whether there is a picture among it."""
        return any(mime.startswith("image/") for mime, _ in self.data)


class NotebookVersion(Struct, frozen=True, kw_only=True):
    """One version of a notebook: as read (without secrets), its flow, what it would become, and what is found in it.

    `outputs`: those of each cell of the file, as far as they are more than text.
    """

    notebook: Notebook
    flow: Flow
    plan: PackagePlan | None  # None: nothing would, there is no code
    findings: tuple[PlacedFinding, ...]
    outputs: Mapping[int, tuple[StoredOutput, ...]] = field(default_factory=dict)


class Pictures(Enum):
    """What became of the pictures that a cell has drawn."""

    NONE = "none"  # they are stored as they were, or there are none
    SAME = "same"  # they were drawn again and look the same
    OTHER = "other"  # one looks different, came or went


class Fate(Enum):
    """What became of a cell."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # its source is the same
    RERUN = "re-run"  # nothing but its count or its outputs changed


class CellChange(Struct, frozen=True, kw_only=True):
    """A cell that is not as it was. `before` and `after` are indices over all cells of the file.

    `title` is the first line of its source, or of what it was; lines are counted, not kept.
    """

    fate: Fate
    kind: str
    title: str
    before: int | None = None
    after: int | None = None
    is_moved: bool = False
    has_new_outputs: bool = False
    pictures: Pictures = Pictures.NONE
    lines_added: int = 0
    lines_removed: int = 0


class Delta(Struct, frozen=True, kw_only=True):
    """What is there now and was not, and the reverse; sorted."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


class Link(Struct, frozen=True, kw_only=True):
    """Cell `reader` sees what cell `writer` bound or changed; indices over all cells of the new version.

    A cell that is only in the old version has the index -1 - (its index there).
    """

    writer: int
    reader: int
    names: tuple[str, ...]
    is_added: bool


class FlowChange(Struct, frozen=True, kw_only=True):
    """How the data flow of the notebook changed."""

    reads: Delta = Delta()  # files
    writes: Delta = Delta()
    network: Delta = Delta()  # addresses that are read
    environment: Delta = Delta()  # environment variables
    settings: Delta = Delta()  # what convert would make a setting
    dependencies: Delta = Delta()
    links: tuple[Link, ...] = ()

    def __bool__(self) -> bool:
        deltas = (self.reads, self.writes, self.network, self.environment, self.settings, self.dependencies)
        return any(deltas) or bool(self.links)


class PackageChange(Struct, frozen=True, kw_only=True):
    """How the package that `convert` would write changed. `signatures`: (function, before, after)."""

    functions: Delta = Delta()
    signatures: tuple[tuple[str, str, str], ...] = ()
    refusals: Delta = Delta()

    def __bool__(self) -> bool:
        return bool(self.functions or self.signatures or self.refusals)


class Kind(Enum):
    """What the change did to the file."""

    ADDED = "added"
    DELETED = "deleted"
    MODIFIED = "modified"
    RENAMED = "renamed"
    SKIPPED = "skipped"  # no notebook of ours: another language, a submodule, a pointer of Git LFS
    UNREADABLE = "unreadable"


class NotebookReview(Struct, frozen=True, kw_only=True):
    """The review of one notebook. `reason` says why it was skipped or could not be read.

    `about_run`: findings about how the notebook was run, or where its imports stand, that are new though its code is
    not; they make nothing fail.
    """

    path: str
    kind: Kind
    old_path: str = ""
    reason: str = ""
    hint: str = ""
    before: Readiness | None = None
    after: Readiness | None = None
    cells: tuple[CellChange, ...] = ()
    introduced: tuple[PlacedFinding, ...] = ()
    fixed: tuple[PlacedFinding, ...] = ()
    staying: tuple[PlacedFinding, ...] = ()
    about_run: tuple[PlacedFinding, ...] = ()
    flow: FlowChange = FlowChange()
    package: PackageChange = PackageChange()


class ReviewReport(Struct, frozen=True, kw_only=True):
    """Everything that a review shows. `base` and `head` are commits."""

    notebooks: tuple[NotebookReview, ...]
    base: str
    head: str
    rules: tuple[RuleInfo, ...]
    threshold: Severity
    version: str

    @property
    def number_failing(self) -> int:
        """How many introduced findings make the command fail; a notebook that cannot be read any more counts as one."""
        rank = self.threshold.rank
        introduced = sum(p.finding.severity.rank >= rank for n in self.notebooks for p in n.introduced)
        return introduced + sum(n.kind is Kind.UNREADABLE for n in self.notebooks)

    def count(self, which: str) -> int:
        """How many findings are `introduced`, `fixed` or `staying`."""
        return sum(len(getattr(notebook, which)) for notebook in self.notebooks)


def findings_in(version: NotebookVersion | None) -> tuple[Finding, ...]:
    """The findings of a version, without their places."""
    return () if version is None else tuple(placed.finding for placed in version.findings)
