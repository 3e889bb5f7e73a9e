"""Conditions on a number or a day: `year < 2018` shares rows with `year >= 2017`, none with `year > 2018`.

They are the sides of limits of the kind `order`.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from nb2pkg.patterns import pattern_of

_QUOTED = pattern_of(r"'\d{4}(-\d\d(-\d\d)?)?'")
_DAY = pattern_of(r"\d{4}-\d\d(-\d\d)?")


def is_day(bound: Hashable) -> bool:
    """Whether it is the text of a day, a month or a year, in quotes."""
    return isinstance(bound, str) and _QUOTED.fullmatch(bound) is not None


class Order(NamedTuple):
    """What is compared, whether it is to be less, with which number or day, and whether that one is meant too."""

    left: Hashable
    is_below: bool
    value: int | float | str
    holds_value: bool


def order_of(key: Hashable, side: Hashable) -> Order | None:
    """The condition behind a limit, if the value that it compares with is known."""
    assert isinstance(key, tuple)
    left, name, value = key
    is_known = isinstance(value, int | float) or (isinstance(value, str) and _DAY.fullmatch(value) is not None)
    return Order(left, bool(side), value, (name == "<=") == bool(side)) if is_known else None


def share(one: Order, other: Order) -> bool | None:
    """Whether some rows meet both conditions; None where that cannot be said."""
    if one.left != other.left or isinstance(one.value, str) != isinstance(other.value, str):
        return None
    if one.is_below == other.is_below:
        return True
    below, above = (one, other) if one.is_below else (other, one)
    if below.value == above.value:
        is_whole = not isinstance(below.value, float)  # a year, a day: both hold its rows
        return (is_whole or None) if below.holds_value and above.holds_value else False
    if isinstance(below.value, str) or isinstance(above.value, str):
        return str(below.value) > str(above.value)
    between = below.value - above.value
    return None if 0 < between <= 1 and not (below.holds_value or above.holds_value) else between > 0
