"""How ready for production a notebook is: the one definition of the grade that reports show (decision 12).

Each family of rules (hidden state, environment, security, correctness, reproducibility, structure, ruff's) starts with
100 points; the family with the fewest decides. The first finding of a rule costs its whole price, the second and the
third a quarter each, further ones nothing: twenty hard-coded paths are one habit.

The prices are made so that the letters mean something. A: nothing that IT would reject, so no error, no warning and no
note of substance. B: no warning, and few notes of substance. C: no error; in a family warnings of one rule, or single
ones of two. D: an error, or more warnings. F: worse. Notes of housekeeping (empty cells, unused names, how the notebook
was run, style) take a letter only where many rules have some.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from nb2pkg.model.choices import Severity
from nb2pkg.model.finding import Finding

ERROR, WARNING, NOTE, HOUSEKEEPING = 60, 26, 12, 2  # the prices
REPEATED = 4  # a further finding of the same rule costs one part of so many
MOST = 6  # parts that one rule costs
GRADES = (("A", 90), ("B", 75), ("C", 41), ("D", 20), ("F", 0))
FAMILIES = {
    "1": "hidden state",
    "2": "paths and environment",
    "3": "security",
    "4": "correctness",
    "5": "reproducibility",
    "6": "structure",
}
OTHER = "ruff"
# What they say follows from execution counts, stored outputs and the places of imports, not from the code alone.
ABOUT_RUN = frozenset({"NB110", "NB111", "NB112", "NB113", "NB116", "NB117", "NB123", "NB230"})
# What can be swept out without a change to what the code does.
SWEPT = frozenset({"NB610", "NB612", "NB613", "NB614", "NB615", "NB616", "NB640", "NB641", "NB642", "NB690"})


class Readiness(Struct, frozen=True, kw_only=True):
    """The grade, and the points of each family of rules that has findings."""

    grade: str
    points: int
    families: tuple[tuple[str, int], ...]


def readiness_of(findings: Iterable[Finding]) -> Readiness:
    """The grade of a notebook with these findings.

    >>> readiness_of([]).grade
    'A'
    """
    counts = Counter((finding.code, price_of(finding.code, finding.severity)) for finding in findings)
    lost: Counter[str] = Counter()  # in parts of a point
    for (code, price), number in counts.items():
        lost[family_of(code)] += price * min(REPEATED + number - 1, MOST)
    families = tuple(sorted((family, max(0, 100 - -(-cost // REPEATED))) for family, cost in lost.items()))
    points = min((left for _, left in families), default=100)
    return Readiness(grade=grade_of(points), points=points, families=families)


def price_of(code: str, severity: Severity) -> int:
    """The points that the first finding of a rule costs its family."""
    match severity:
        case Severity.ERROR:
            return ERROR
        case Severity.WARNING:
            return WARNING
    is_light = code in ABOUT_RUN or code in SWEPT or family_of(code) == OTHER
    return HOUSEKEEPING if is_light else NOTE


def grade_of(points: int) -> str:
    """The letter for so many points."""
    return next(letter for letter, least in GRADES if points >= least)


def family_of(code: str) -> str:
    """The family of a rule."""
    return FAMILIES.get(code[2:3], OTHER) if code.startswith("NB") else OTHER
