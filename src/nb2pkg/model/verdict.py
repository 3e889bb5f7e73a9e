"""What a verification finds: single comparisons, and what they add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """How two observations compare."""

    SAME = "same"
    CLOSE = "close"  # numbers differ by less than the tolerance
    DIFFERENT = "different"
    MISSING = "missing"  # there on one side only
    UNSTABLE = "unstable"  # the notebook itself gives another one each time
    NOT_COMPARABLE = "not comparable"  # it cannot be looked into


class Level(Enum):
    """What is compared, from the outside in."""

    INTERFACE = "interface"  # the package runs, its functions are called, they return what they should
    NUMERIC = "numeric"  # the values that they return
    BEHAVIOUR = "behaviour"  # what is printed, shown, drawn, written, raised


class Result(Enum):
    """The verdict on a package."""

    SAME = "same"
    SAME_AS_FAR = "same as far as compared"  # something could not be compared
    DIFFERENT = "different"
    UNKNOWN = "cannot tell"  # the notebook does not run, or nothing could be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One observation of the notebook beside that of the package.

    `key` says what it is (`df`, `print 3`, `predictions.csv`), `function` to which function of the package it belongs,
    `cell` (0-based, -1 for none) where the notebook has it. `detail` tells the first difference, or why there is none.
    """

    key: str
    level: Level
    outcome: Outcome
    function: str = ""
    cell: int = -1
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Everything that was compared. `statements` counts those of the notebook that ran, out of all of them.

    `notes` say what the reader must know: what was cut off, what is unstable and why, what was not isolated.
    """

    notebook: str
    package: str
    comparisons: tuple[Comparison, ...]
    statements_run: int
    statements: int
    notebook_error: str = ""
    package_error: str = ""
    notes: tuple[str, ...] = ()
    seconds_notebook: float = 0.0
    seconds_package: float = 0.0

    @property
    def counts(self) -> Counter[Outcome]:
        """How many comparisons ended how."""
        return Counter(comparison.outcome for comparison in self.comparisons)

    @property
    def result(self) -> Result:
        """Never better than what was compared: one difference makes it different, one gap `as far as compared`."""
        counts = self.counts
        compared = counts[Outcome.SAME] + counts[Outcome.CLOSE]
        if counts[Outcome.DIFFERENT] or counts[Outcome.MISSING]:
            return Result.DIFFERENT
        if self.package_error and not self.notebook_error:
            return Result.DIFFERENT
        if not compared or (self.notebook_error and not self.statements_run):
            return Result.UNKNOWN
        gaps = counts[Outcome.UNSTABLE] + counts[Outcome.NOT_COMPARABLE]
        is_whole = not gaps and not self.notebook_error and self.statements_run == self.statements
        return Result.SAME if is_whole else Result.SAME_AS_FAR
