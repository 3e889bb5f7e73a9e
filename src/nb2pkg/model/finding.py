"""What `check` says: findings, where they are, why, and how to mend them."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from nb2pkg.model.choices import Severity as Severity
from nb2pkg.model.notebook import Location

NOWHERE = -1  # the `cell` of a finding about the notebook as a whole


class Confidence(Enum):
    """How sure the rule is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Cure(Enum):
    """What `convert` does about it."""

    NONE = "none"  # nothing: a person has to
    LIFTED = "lifted"  # becomes a setting or a parameter
    MOVED = "moved"  # goes where it belongs (imports, definitions)
    REPLACED = "replaced"  # rewritten or left out
    REFUSED = "refused"  # kept as it is, and listed in the conversion report


class Related(Struct, frozen=True, kw_only=True):
    """Another place that belongs to the evidence."""

    message: str
    at: Location


class Edit(Struct, frozen=True, kw_only=True):
    """The text of a cell's source at `at` becomes `new`."""

    at: Location
    new: str


class Fix(Struct, frozen=True, kw_only=True):
    """A safe way to mend it: edits of sources, cells whose outputs are cleared, cells that are taken out."""

    description: str
    edits: tuple[Edit, ...] = ()
    cleared: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


class Hit(Struct, frozen=True, kw_only=True):
    """What a rule reports; the rule's own code, severity and so on are added to it.

    `at` is in the coordinates of `Cell.python` (lines are those of the source); `output` is the index of the stored
    output that it is about, if it is about one. `is_secret`: no report may show what stands there.
    """

    message: str
    at: Location
    because: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    cure: Cure | None = None
    output: int | None = None
    is_secret: bool = False


class Finding(Struct, frozen=True, kw_only=True):
    """Something that IT would reject."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    at: Location
    cure: Cure = Cure.NONE
    because: tuple[Related, ...] = ()
    fix: Fix | None = None
    output: int | None = None
    is_secret: bool = False


def whole_notebook() -> Location:
    """The location of a finding that is about no cell in particular."""
    return Location(cell=NOWHERE, line=1, column=0, end_line=1, end_column=0)


def whole_cell(index: int) -> Location:
    """The location of a finding about a cell: its beginning."""
    return Location(cell=index, line=1, column=0, end_line=1, end_column=0)
