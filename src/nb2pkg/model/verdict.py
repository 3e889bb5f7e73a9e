"""What a verification finds: single comparisons, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

from nb2pkg.model.choices import Cut


class Outcome(Enum):
    """How two observations compare."""

    SAME = "same"
    CLOSE = "close"  # numbers differ by less than the tolerance
    DIFFERENT = "different"
    MISSING = "missing"  # there on one side only
    UNSTABLE = "unstable"  # the notebook itself gives another one each time
    NOT_COMPARED = "not compared"  # it cannot be looked into, or was not reached


class Level(Enum):
    """What is compared, from the outside in."""

    INTERFACE = "interface"  # the package runs, and its functions come to their ends
    NUMERIC = "numeric"  # the values that functions return, or have changed
    BEHAVIOUR = "behaviour"  # what is printed, shown, drawn, written, raised


class Result(Enum):
    """The verdict on a package. Only `same` is a success."""

    SAME = "same"
    PARTLY = "same as far as compared"  # the notebook failed half-way, or most of a level could not be compared
    DIFFERENT = "different"
    UNKNOWN = "cannot tell"  # the notebook does not run, or nothing could be compared


EQUAL = frozenset({Outcome.SAME, Outcome.CLOSE})
BAD = frozenset({Outcome.DIFFERENT, Outcome.MISSING})


class Comparison(Struct, frozen=True, kw_only=True):
    """One observation of the notebook beside that of the package.

    `key` says what it is (`df`, `print 3`, `predictions.csv`), `function` to which function of the package it belongs,
    `cell` (0-based, -1 for none) where the notebook has it. `detail` tells the first difference, or why there is none.
    `is_inner` marks variables that stay inside their function: what they are for is observed elsewhere too.
    """

    key: str
    level: Level
    outcome: Outcome
    function: str = ""
    cell: int = -1
    detail: str = ""
    is_inner: bool = False


class Circumstances(Struct, frozen=True, kw_only=True):
    """When, with what and how it was compared."""

    date: str = ""  # ISO, UTC
    version: str = ""  # of nb2pkg
    python: str = ""  # of the environment in which both ran
    data: str = ""  # the fingerprint of the folder that both ran in
    is_isolated: bool = False  # the package ran in an environment made from its own metadata
    seconds: tuple[float, ...] = ()  # the notebook's runs, the package's run, all together


class Rung(Struct, frozen=True, kw_only=True):
    """What came of one way to cut the notebook into functions. `first`: the first difference."""

    cut: Cut
    result: Result
    first: str = ""
    cell: int = -1  # where the notebook has that, from 0


class Verdict(Struct, frozen=True, kw_only=True):
    """Everything that was compared. `statements_run` counts those of the notebook that went through, out of all.

    `notebook_error` and `package_error` say how a run failed. If both raise the same, a comparison says so.
    `notes` are what the reader must know besides: what was cut off, what was not isolated. `rungs` are the ways to cut
    the notebook that were tried because the first one differed: the last one if that is no longer so, else the first
    one is what this is about. Empty where nothing was tried.
    """

    notebook: str
    package: str
    comparisons: tuple[Comparison, ...]
    statements_run: int
    statements: int
    notebook_error: str = ""
    package_error: str = ""
    notes: tuple[str, ...] = ()
    circumstances: Circumstances = Circumstances()
    rungs: tuple[Rung, ...] = ()

    @property
    def counts(self) -> Counter[Outcome]:
        """How many comparisons ended how."""
        return counts_of(self.comparisons)

    @property
    def compared(self) -> int:
        """How many observations have been compared, whatever came of it."""
        return sum(number for outcome, number in self.counts.items() if outcome in EQUAL | BAD)

    @property
    def result(self) -> Result:
        """One difference is enough. If the notebook fails, or most of a level was not compared, no more than partly."""
        counts = self.counts
        if any(counts[outcome] for outcome in BAD) or (self.package_error and not self.notebook_error):
            return Result.DIFFERENT
        if not any(counts[outcome] for outcome in EQUAL) or not self.statements_run:
            return Result.UNKNOWN
        is_whole = not self.notebook_error and self.statements_run == self.statements
        return Result.SAME if is_whole and not self.thin_levels else Result.PARTLY

    @property
    def thin_levels(self) -> tuple[Level, ...]:
        """Levels at which there is something, and less than half of it could be compared, inner variables aside."""
        outer = [c for c in self.comparisons if not c.is_inner]
        by_level = {level: counts_of(c for c in outer if c.level is level) for level in Level}
        return tuple(
            level
            for level, counts in by_level.items()
            if 2 * sum(counts[outcome] for outcome in EQUAL | BAD) < counts.total()
        )


def counts_of(comparisons: Iterable[Comparison]) -> Counter[Outcome]:
    """How many of them ended how."""
    return Counter(comparison.outcome for comparison in comparisons)
