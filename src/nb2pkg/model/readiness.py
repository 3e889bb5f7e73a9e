"""How ready for production a notebook is: the one definition of the grade that reports show.

Each family of rules (hidden state, environment, security, correctness, reproducibility, structure, ruff's) starts with
100 points. The first finding of a rule costs the points of its severity, each further one of the same rule a fifth of
them: twenty hard-coded paths are one habit. The family with the fewest points decides. So A to C have no error, D has
one rule with an error in a family, F is worse. What cannot be read has no grade.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from nb2pkg.model.choices import Severity
from nb2pkg.model.finding import Finding

COSTS = {Severity.ERROR: 45, Severity.WARNING: 10, Severity.INFO: 1}
REPEATED = 5  # a further finding of the same rule costs one part of so many
GRADES = (("A", 90), ("B", 75), ("C", 56), ("D", 40), ("F", 0))
FAMILIES = {
    "1": "hidden state",
    "2": "paths and environment",
    "3": "security",
    "4": "correctness",
    "5": "reproducibility",
    "6": "structure",
}
OTHER = "ruff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The grade, and the points of each family of rules that has findings."""

    grade: str
    points: int
    families: tuple[tuple[str, int], ...]


def readiness_of(findings: Iterable[Finding]) -> Readiness:
    """The grade of a notebook with these findings.

    >>> readiness_of([]).grade
    'A'
    """
    counts = Counter((family_of(f.code), f.code, f.severity) for f in findings)
    lost: Counter[str] = Counter()
    for (family, _, severity), number in counts.items():
        lost[family] += COSTS[severity] * (REPEATED + number - 1)
    families = tuple(sorted((family, max(0, 100 - -(-cost // REPEATED))) for family, cost in lost.items()))
    points = min((left for _, left in families), default=100)
    return Readiness(grade=grade_of(points), points=points, families=families)


def grade_of(points: int) -> str:
    """The letter for so many points."""
    return next(letter for letter, least in GRADES if points >= least)


def family_of(code: str) -> str:
    """The family of a rule."""
    return FAMILIES.get(code[2:3], OTHER) if code.startswith("NB") else OTHER
