"""Whatever is recorded: a copy of it is the same, and it never is once one of its parts is another."""

from __future__ import annotations

import copy
import string
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.model.verdict import EQUAL, Outcome
from nb2pkg.verifier.comparators.difference import Difference
from nb2pkg.verifier.compare_records import compare_records
from nb2pkg.verifier.probe.record import record
from nb2pkg.verifier.steady import steady_part, weight

Change = Callable[[], None]
NAMES = st.text(string.ascii_letters, min_size=1, max_size=4)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=8)
    | st.complex_numbers()
)
ARRAYS = st.lists(st.floats(width=64), max_size=40).map(np.array) | st.lists(st.integers(-9, 9), max_size=40).map(
    np.array
)
FRAMES = st.dictionaries(NAMES, st.lists(st.floats() | st.text(max_size=3), min_size=3, max_size=3), max_size=3).map(
    pd.DataFrame
)
VALUES = st.recursive(
    LEAVES | ARRAYS | FRAMES,
    lambda inner: (
        st.lists(inner, max_size=30)
        | st.tuples(inner, inner)
        | st.dictionaries(NAMES, inner, max_size=4)
        | st.frozensets(LEAVES, max_size=30)
    ),
    max_leaves=12,
)


def compare(one: Any, other: Any) -> Difference:
    return compare_records(record(one), record(other))


@given(VALUES)
def test_a_copy_is_the_same(value: Any) -> None:
    assert compare(value, copy.deepcopy(value)).outcome is Outcome.SAME


@given(VALUES, VALUES)
def test_comparing_the_other_way_round_comes_to_the_same(one: Any, other: Any) -> None:
    assert compare(one, other).outcome is compare(other, one).outcome


@given(VALUES, st.data())
def test_a_changed_part_is_never_the_same(value: Any, data: st.DataObject) -> None:
    other = changed(copy.deepcopy(value), data)
    assert compare(value, other).outcome not in EQUAL


@given(VALUES, st.data())
def test_what_is_steady_is_still_compared(value: Any, data: st.DataObject) -> None:
    """The notebook's second run differs in one part; the package in another, or not at all."""
    first, again, package = ([value, copy.deepcopy(value)] for _ in range(3))
    again[0] = changed(copy.deepcopy(value), data)
    part = steady_part(record(first), record(again))
    assert compare_records(part, record(package)).outcome is Outcome.UNSTABLE
    assert weight(part) < weight(record(first))
    package[1] = changed(copy.deepcopy(value), data)
    assert compare_records(part, record(package)).outcome is Outcome.DIFFERENT


def changed(value: Any, data: st.DataObject) -> Any:
    """The value with one of its parts exchanged for another one."""
    match value:
        case list() if value:
            at = data.draw(st.integers(0, len(value) - 1))
            return [*value[:at], changed(value[at], data), *value[at + 1 :]]
        case tuple() if value:
            return (changed(value[0], data), *value[1:])
        case dict() if value:
            key = data.draw(st.sampled_from(sorted(value)))
            return value | {key: changed(value[key], data)}
        case np.ndarray() if value.size:
            with np.errstate(over="ignore"):
                value[data.draw(st.integers(0, value.size - 1))] += 1e300 if value.dtype.kind == "f" else 1
            return value if not np.isnan(value).any() and np.isfinite(value).all() else np.array(["changed"])
        case pd.DataFrame() if value.size:
            return value.rename(index={0: "changed"})
        case str():
            return value + "x"
        case int() if not isinstance(value, bool):
            return value + 1
    return "changed"
