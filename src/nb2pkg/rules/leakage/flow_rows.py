"""Which rows a value holds: the data that they come from, and the choices made among them since.

A choice is a `Limit`: one side of a split, a random sample, a slice, a condition. Two sets of rows overlap for
certain, are disjoint for certain, or nothing can be said; rules only speak of what is certain.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from enum import Enum
from typing import NamedTuple

from nb2pkg.rules.leakage.flow_orders import is_day, order_of, share

UNTOLD = "expression"  # the origin of rows of a table that is named later: `pl.col("a")`
RANDOM = frozenset({"split", "sample", "cv"})  # drawn by chance: two independent draws share rows

_DRAWN_FROM = RANDOM | {"group", "equal"}


class Limit(NamedTuple):
    """One side of a choice.

    `kind`: split, cv, sample, slice, order, equal, group (of a loop), subset (by numbers), or part (of which nothing
    is known).
    """

    kind: str
    key: Hashable
    side: Hashable


class Fold(NamedTuple):
    """The key of a choice that cross-validation makes: of which splitter, and the loops around its `split`."""

    splitter: Hashable
    past: Hashable
    loops: tuple[tuple[int, int, int], ...]
    kind: str  # as of a Splitter


class Rows(NamedTuple):
    """The rows of one origin that are within all limits."""

    origin: Hashable
    limits: frozenset[Limit] = frozenset()


RowSet = frozenset[Rows]
NO_ROWS: RowSet = frozenset()


class Relation(Enum):
    """How two sets of rows stand to each other."""

    OVERLAP = "overlap"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


def limited(rows: RowSet, limit: Limit) -> RowSet:
    """The rows within one more limit."""
    return frozenset(Rows(one.origin, one.limits | {limit}) for one in rows)


def overlap(left: RowSet, right: RowSet) -> bool:
    """Whether some row is in both, for certain."""
    return any(relation(a, b) is Relation.OVERLAP for a in left for b in right)


def are_apart(left: RowSet, right: RowSet) -> bool:
    """Whether no row is in both, for certain."""
    return all(relation(a, b) is Relation.DISJOINT for a in left for b in right)


def may_overlap(left: RowSet, right: RowSet) -> bool:
    """Whether some row is in both for certain, or as chance will have it: two draws that know nothing of each other."""
    return any(relation(a, b) is Relation.OVERLAP or _drawn_apart(a, b) for a in left for b in right)


def _drawn_apart(a: Rows, b: Rows) -> bool:
    if relation(a, b) is not Relation.UNKNOWN:
        return False
    return all(any(limit.kind in RANDOM for limit in only) for only in (a.limits - b.limits, b.limits - a.limits))


def is_within(part: RowSet, whole: RowSet) -> bool:
    """Whether every row of `part` is in `whole`, for certain."""
    return bool(part) and all(any(a.origin == b.origin and b.limits <= a.limits for b in whole) for a in part)


def is_untold(rows: RowSet) -> bool:
    """Whether they are rows of whatever table is meant in the end."""
    return any(row.origin == UNTOLD for row in rows)


def share_origin(left: RowSet, right: RowSet) -> bool:
    """Whether both come from the same data, wholly or in part."""
    return not {one.origin for one in left}.isdisjoint(one.origin for one in right)


def relation(a: Rows, b: Rows) -> Relation:
    """How the rows stand to each other."""
    if a.origin != b.origin:
        return Relation.DISJOINT
    if any(_exclude(one, other) for one in a.limits for other in b.limits):
        return Relation.DISJOINT
    only_a, only_b = a.limits - b.limits, b.limits - a.limits
    if not only_a or not only_b:
        return Relation.OVERLAP
    if _is_by_chance(only_a, only_b):
        return Relation.OVERLAP
    if len(only_a) == len(only_b) == 1 and (_slices_meet(*only_a, *only_b) or _orders_meet(*only_a, *only_b)):
        return Relation.OVERLAP
    return Relation.UNKNOWN


def _is_by_chance(only_a: frozenset[Limit], only_b: frozenset[Limit]) -> bool:
    """Whether two choices share rows because one is drawn by chance, the other too or by a group or a value."""
    kinds_a, kinds_b = {limit.kind for limit in only_a}, {limit.kind for limit in only_b}
    if (kinds_a == {"slice"} and all(map(_is_drawn, only_b))) or (kinds_b == {"slice"} and all(map(_is_drawn, only_a))):
        return True
    return kinds_a | kinds_b <= _DRAWN_FROM and (kinds_a <= RANDOM or kinds_b <= RANDOM)


def _is_drawn(limit: Limit) -> bool:
    """Whether chance made the choice, whatever the order of the rows: what is drawn is everywhere among them."""
    match limit.key:
        case Fold(kind=kind):
            return limit.kind == "split" and kind == "shuffled"
        case (("ordered", *_), *_):
            return False
    return limit.kind in {"split", "sample"}


def _exclude(one: Limit, other: Limit) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "order" and one.key != other.key:
        return _orders_meet(one, other) is False
    if one.key != other.key or one.side == other.side:
        return False
    match one.kind:
        case "part":
            return False
        case "slice" | "subset":
            return _apart(one.side, other.side)
        case "equal":
            return _unequal(one.side, other.side)
    return True


def _unequal(one: Hashable, other: Hashable) -> bool:
    """Whether `x == one` and `x == other` exclude each other; ("not", value) stands for `x != value`."""
    negated_one, negated_other = (isinstance(side, tuple) and side[:1] == ("not",) for side in (one, other))
    if negated_one and negated_other:
        return False
    if not negated_one and not negated_other:
        return True
    return one == ("not", other) or other == ("not", one)


def _apart(one: Hashable, other: Hashable) -> bool:
    """Whether two slices (from, to) share nothing: the same bound ends one and begins the other, or numbers tell."""
    (low_a, high_a), (low_b, high_b) = _bounds(one), _bounds(other)
    if (high_a is not None and high_a == low_b) or (high_b is not None and high_b == low_a):
        return True
    return _is_before(high_a, low_b) or _is_before(high_b, low_a)


def _is_before(high: Hashable, low: Hashable) -> bool:
    if isinstance(high, int) and isinstance(low, int):
        return (high < 0) == (low < 0) and high <= low
    return is_day(high) and is_day(low) and str(high)[:-1] < str(low)[:-1] and not _is_in(low, high)


def _is_in(day: Hashable, span: Hashable) -> bool:
    """Whether a day is in a month, a month in a year."""
    return str(day).startswith(str(span)[:-1])


def _slices_meet(one: Limit, other: Limit) -> bool:
    if one[:2] != other[:2] or one.kind not in {"slice", "subset"}:
        return False
    (low_a, high_a), (low_b, high_b) = _bounds(one.side), _bounds(other.side)
    if (low_a is None and low_b is None) or (high_a is None and high_b is None):
        return True
    given = [bound for bound in (low_a, high_a, low_b, high_b) if bound is not None]
    if given and all(map(is_day, given)):
        first = max(str(low) for low in (low_a, low_b) if low is not None)
        last = min(str(high) for high in (high_a, high_b) if high is not None)
        return first != last and (first < last or _is_in(first, last))
    known = [bound for bound in given if isinstance(bound, int)]
    if len(known) < len(given) or len({bound < 0 for bound in known}) > 1:
        return False  # some from the beginning and some from the end
    starts = [low for low in (low_a, low_b) if isinstance(low, int)]
    ends = [high for high in (high_a, high_b) if isinstance(high, int)]
    return not starts or not ends or max(starts) < min(ends)


def _orders_meet(one: Limit, other: Limit) -> bool | None:
    if one.kind != "order" or other.kind != "order":
        return None
    first, second = order_of(one.key, one.side), order_of(other.key, other.side)
    return share(first, second) if first is not None and second is not None else None


def _bounds(side: Hashable) -> tuple[Hashable, Hashable]:
    assert isinstance(side, tuple)
    return side[0], side[1]


def has_kind(rows: RowSet, kinds: Iterable[str]) -> bool:
    """Whether some limit of the rows is of one of these kinds."""
    wanted = frozenset(kinds)
    return any(limit.kind in wanted for one in rows for limit in one.limits)
