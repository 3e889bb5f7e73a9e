"""Which findings are the same ones: by rule, content and cell, never by numbers of lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence

from msgspec import Struct

from nb2pkg.model.finding import NOWHERE
from nb2pkg.model.report import PlacedFinding
from nb2pkg.reviewer.align import similarity

ALIKE = 0.6  # of two lines in one cell that the same rule finds
_MISSING_NAMES = frozenset({"NB101", "NB103"})
_NUMBERED = re.compile(r"(?<![\w.])(?:cells?|In|line|lines) ?\[?\d+\]?(?:(?:, | and | to )\d+)*|\b\d+\b", re.IGNORECASE)


class Matched(Struct, frozen=True, kw_only=True):
    """Findings of the new version that are new or stay, and those of the old one that are gone."""

    introduced: tuple[PlacedFinding, ...]
    fixed: tuple[PlacedFinding, ...]
    staying: tuple[PlacedFinding, ...]


def match(before: Sequence[PlacedFinding], after: Sequence[PlacedFinding], old_by_new: Mapping[int, int]) -> Matched:
    """Compares the findings of two versions whose cells correspond as `old_by_new` says."""
    new_by_old = {old: new for new, old in old_by_new.items()}
    left = _Left(before, after)
    left.pair(lambda p, cell: (_rule(p), p.finding.message, _line(p), cell), new_by_old)
    left.pair(lambda p, cell: (_rule(p), p.finding.message, _line(p)), new_by_old)
    left.pair(lambda p, cell: (_rule(p), _line(p), cell) if _line(p) else None, new_by_old)
    left.pair(lambda p, cell: (_rule(p), _line(p)) if _line(p) else None, new_by_old)
    left.pair(lambda p, cell: (_rule(p), _unnumbered(p.finding.message), cell), new_by_old)
    left.pair(lambda p, cell: (_rule(p), _unnumbered(p.finding.message)), new_by_old)
    left.pair(lambda p, cell: (_rule(p), cell), new_by_old, alike=ALIKE)
    left.pair(lambda p, cell: (_rule(p),) if p.cell == NOWHERE else None, new_by_old)
    return left.result()


class _Left:
    """Findings not matched yet; each pass takes some out."""

    def __init__(self, before: Sequence[PlacedFinding], after: Sequence[PlacedFinding]) -> None:
        self._before, self._after = before, after
        self._old = set(range(len(before)))
        self._new = set(range(len(after)))

    def pair(
        self,
        key: Callable[[PlacedFinding, int], Hashable | None],
        new_by_old: Mapping[int, int],
        *,
        alike: float = 0.0,
    ) -> None:
        """Pairs findings of equal keys in order. `key` is given the cell's index in the new version too."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index in sorted(self._old):
            placed = self._before[index]
            gone = NOWHERE if placed.cell == NOWHERE else -2 - placed.cell
            waiting[key(placed, new_by_old.get(placed.cell, gone))].append(index)
        for index in sorted(self._new):
            placed = self._after[index]
            wanted = key(placed, placed.cell)
            same = waiting.get(wanted, []) if wanted is not None else []
            found = next((i for i in same if _are_alike(self._before[i], placed, least=alike)), None)
            if found is not None:
                same.remove(found)
                self._old.discard(found)
                self._new.discard(index)

    def result(self) -> Matched:
        """What is left over, and the rest."""
        return Matched(
            introduced=tuple(self._after[i] for i in sorted(self._new)),
            fixed=tuple(self._before[i] for i in sorted(self._old)),
            staying=tuple(p for i, p in enumerate(self._after) if i not in self._new),
        )


def _rule(placed: PlacedFinding) -> str:
    """The rule. Those for a missing name are one: execution counts alone tell them apart."""
    code = placed.finding.code
    return "NB101" if code in _MISSING_NAMES else code


def _are_alike(one: PlacedFinding, other: PlacedFinding, *, least: float) -> bool:
    return not least or similarity(_line(one), _line(other)) >= least


def _line(placed: PlacedFinding) -> str:
    """The author's line, spaces apart; nothing for findings about outputs, whose line is not what they are about."""
    return "" if placed.finding.output is not None else " ".join(placed.source_line.split())


def _unnumbered(message: str) -> str:
    """A message without the numbers of cells, lines and counts, which a move changes.

    >>> _unnumbered("`df` is bound in cell 7, line 3")
    '`df` is bound in #, #'
    """
    return _NUMBERED.sub("#", message)
