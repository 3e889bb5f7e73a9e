"""Which cell of the old version is which of the new one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from nb2pkg.model.notebook import FileCell

ALIKE = 0.5  # of a changed cell, to be taken for the same one
A_LITTLE = 0.2  # the same where the ids are equal
MOST_PAIRS = 20_000  # that are compared by content


def aligned(before: Sequence[FileCell], after: Sequence[FileCell]) -> dict[int, int]:
    """Old index by new index, for cells that are in both versions. Each cell is taken once."""
    found = _Alignment(before, after)
    found.pair(lambda cell: (cell.id, cell.kind, cell.source) if cell.id else None)
    found.pair(lambda cell: (cell.id, cell.kind) if cell.id else None, least=A_LITTLE)
    found.pair(lambda cell: (cell.kind, cell.source) if cell.source.strip() else None)
    found.pair_similar()
    found.pair(lambda cell: (cell.kind, cell.id) if cell.id else None)
    found.pair(lambda cell: (cell.kind, "") if not cell.source.strip() else None)
    return found.old_by_new


class _Alignment:
    """Passes over what is left, from strict to lax."""

    def __init__(self, before: Sequence[FileCell], after: Sequence[FileCell]) -> None:
        self._before, self._after = before, after
        self.old_by_new: dict[int, int] = {}

    def _left(self) -> tuple[list[int], list[int]]:
        taken = set(self.old_by_new.values())
        return (
            [i for i in range(len(self._before)) if i not in taken],
            [i for i in range(len(self._after)) if i not in self.old_by_new],
        )

    def pair(self, key: Callable[[FileCell], Hashable | None], *, least: float = 0.0) -> None:
        """Pairs cells of equal keys, in order; the sources must be alike by `least`."""
        old, new = self._left()
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index in old:
            waiting[key(self._before[index])].append(index)
        for index in new:
            same = waiting.get(key(self._after[index])) if key(self._after[index]) is not None else None
            if same and (not least or similarity(self._before[same[0]].source, self._after[index].source) >= least):
                self.old_by_new[index] = same.pop(0)

    def pair_similar(self) -> None:
        """Pairs what is most alike, the best pairs first; of equally good ones those at like places."""
        old, new = self._left()
        if len(old) * len(new) > MOST_PAIRS:
            return
        pairs = sorted(self._similar(old, new))
        used: set[int] = set()
        for _, _, index, former in pairs:
            if former not in used and index not in self.old_by_new:
                self.old_by_new[index] = former
                used.add(former)

    def _similar(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[float, int, int, int]]:
        for index in new:
            for former in old:
                a, b = self._before[former], self._after[index]
                if a.kind == b.kind and (alike := similarity(a.source, b.source)) >= ALIKE:
                    yield -alike, abs(former - index), index, former


def similarity(one: str, other: str) -> float:
    """How alike two sources are: 1 for equal ones. By lines where they have many, by characters otherwise.

    >>> similarity("x = 1", "x = 1"), similarity("x = 1", "completely different") < 0.5
    (1.0, True)
    """
    if one == other:
        return 1.0
    a: Sequence[str] = one if len(one) < 400 else _lines(one)
    b: Sequence[str] = other if len(other) < 400 else _lines(other)
    if isinstance(a, str) is not isinstance(b, str):
        a, b = _lines(one), _lines(other)
    if not a or not b or 2 * min(len(a), len(b)) < A_LITTLE * (len(a) + len(b)):
        return 0.0
    shared = sum((Counter(a) & Counter(b)).values())
    if 2 * shared < A_LITTLE * (len(a) + len(b)):
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _lines(source: str) -> list[str]:
    return [line.strip() for line in source.split("\n") if line.strip()]


def moved(old_by_new: dict[int, int]) -> frozenset[int]:
    """New indices of cells that are not where they were: those off a longest rising row of old indices.

    >>> sorted(moved({0: 2, 1: 0, 2: 1}))
    [0]
    """
    new = sorted(old_by_new)
    tails: list[int] = []  # the smallest end of a rising row of each length
    holders: list[int] = []
    parents: dict[int, int | None] = {}
    for index in new:
        old = old_by_new[index]
        place = bisect_left(tails, old)
        parents[index] = holders[place - 1] if place else None
        tails[place : place + 1] = [old]
        holders[place : place + 1] = [index]
    kept: set[int] = set()
    at = holders[-1] if holders else None
    while at is not None:
        kept.add(at)
        at = parents[at]
    return frozenset(new) - kept
