"""The notebooks most worth converting, and why: what is used, shared and substantial, and not far from ready.

Points, each from 0 to 10 but the last, added up; docs/estate.md tells the same to users:

- used: 2 for each doubling of the commits to it, by git;
- shared: 2 for each doubling of the notebooks that hold the same cells;
- substantial: one for each 30 lines of code, up to 300;
- curable: one for each finding that `convert` mends by itself;
- near: a fifth of its readiness, up to 20.

A notebook with a cell that does not parse cannot be converted, and one with less than 20 lines need not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import log2

from msgspec import Struct

from nb2pkg.model.estate import Worth

LEAST_LINES = 20
MOST = 10.0


class Candidate(Struct, frozen=True, kw_only=True):
    """What the choice goes by. `sharing` is the number of other notebooks that hold some of its cells."""

    path: str
    grade: str
    points: int
    code_lines: int
    broken_cells: int
    curable: int
    hidden_state: int
    commits: int
    sharing: int


def worthiest(candidates: Iterable[Candidate], *, most: int = 10) -> tuple[Worth, ...]:
    """The best of them, best first. The same code twice counts once: of equal ones the first path."""
    able = (one for one in candidates if not one.broken_cells and one.code_lines >= LEAST_LINES and one.grade)
    scored = sorted(((-sum(_parts(one).values()), one.path, one) for one in able), key=lambda item: item[:2])
    chosen: dict[tuple[object, ...], Worth] = {}
    for points, _, one in scored:
        alike = (one.grade, one.points, one.code_lines, one.curable, one.hidden_state, one.commits, one.sharing)
        chosen.setdefault(
            alike, Worth(path=one.path, points=round(-points, 1), grade=one.grade, reasons=tuple(_reasons(one)))
        )
        if len(chosen) == most:
            break
    return tuple(chosen.values())


def _parts(one: Candidate) -> Mapping[str, float]:
    return {
        "used": min(MOST, 2 * log2(1 + one.commits)),
        "shared": min(MOST, 2 * log2(1 + one.sharing)),
        "substantial": min(MOST, one.code_lines / 30),
        "curable": min(MOST, one.curable),
        "near": one.points / 5,
    }


def _reasons(one: Candidate) -> Iterator[str]:
    """In the order of what they count, and then what to look at first."""
    said = {
        "used": f"changed in {_many(one.commits, 'commit')}",
        "shared": f"shares cells with {_many(one.sharing, 'other notebook')}",
        "substantial": f"{_many(one.code_lines, 'line')} of code",
        "curable": f"`convert` mends {_many(one.curable, 'finding')} by itself",
        "near": f"readiness {one.grade}, {one.points} of 100",
    }
    parts = _parts(one)
    yield from (said[name] for name in sorted(parts, key=lambda name: -parts[name]) if parts[name] >= 1)
    if one.hidden_state:
        yield f"look first at {_many(one.hidden_state, 'finding')} of hidden state"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
