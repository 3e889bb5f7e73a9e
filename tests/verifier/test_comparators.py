"""Records of values of every kind beside each other: the same, different, not comparable."""

from __future__ import annotations

import asyncio
import collections
import copy
import dataclasses
import datetime
import decimal
import enum
import fractions
import io
import pathlib
import re
import threading
import types
from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.difference import Difference
from nb2pkg.verifier.compare_records import compare_records

matplotlib.use("agg")
import matplotlib.pyplot as plt

Compare = Callable[[Any, Any], Difference]


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


@dataclasses.dataclass
class Point:
    x: float
    y: float = 0.0


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a: int, b: int) -> None:
        self.a, self.b = a, b


class Row(dict[str, int]):
    note = ""


FRAME = pd.DataFrame({"a": [1, 2, 3], "b": [0.5, None, 2.5], "c": ["x", "y", None]})
X = np.arange(12.0).reshape(6, 2)
Y = np.array([0, 1, 0, 1, 1, 1])


def with_attribute(row: Row, note: str) -> Row:
    row.note = note
    return row


DIFFERENT: list[tuple[Any, Any]] = [
    (1, 2),
    (1, 1.0),
    (1, True),
    (0, None),
    (1.0, 1.0000001),
    (float("nan"), 1.0),
    (float("inf"), float("-inf")),
    (10**30, 10**30 + 1),
    (1 + 2j, 1 + 3j),
    (np.int64(1), 1),
    (np.int64(1), np.int32(1)),
    (np.float32(1), np.float32(1.1)),
    (np.datetime64("2024-01-01"), np.datetime64("2024-01-02")),
    (np.longdouble(1), np.longdouble(2)),
    ("a", "b"),
    ("a" * 300_000, "a" * 299_999 + "b"),
    (b"ab", b"ac"),
    (bytearray(b"a"), b"a"),
    ([1, 2], [2, 1]),
    ([1, 2], (1, 2)),
    ([1], [1, 1]),
    (list(range(50)), [*range(49), 50]),
    (list(range(50)), list(range(51))),
    ([0.5] * 30, [*[0.5] * 29, 0.6]),
    (["a"] * 30, ["a"] * 29 + [1]),
    ({1, 2}, {1, 3}),
    ({1, 2}, frozenset({1, 2})),
    (set(range(100)), set(range(101))),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({"a": 1}, {"a": 2}),
    ({"a": 1}, {"b": 1}),
    (collections.Counter("ab"), collections.Counter("aab")),
    (collections.defaultdict(int), collections.defaultdict(list)),
    (collections.deque([1], 3), collections.deque([1], 4)),
    (collections.OrderedDict(a=1), {"a": 1}),
    (range(3), range(4)),
    (slice(1), slice(2)),
    (Row(a=1), with_attribute(Row(a=1), "hm")),
    (Point(1, 2), Point(1, 3)),
    (Slotted(1, 2), Slotted(1, 3)),
    (Colour.RED, Colour.BLUE),
    (datetime.date(2024, 1, 1), datetime.date(2024, 1, 2)),
    (datetime.timedelta(1), datetime.timedelta(2)),
    (decimal.Decimal("1.0"), decimal.Decimal("1.00")),
    (fractions.Fraction(1, 2), fractions.Fraction(1, 3)),
    (pathlib.Path("a"), pathlib.Path("b")),
    (re.compile("a"), re.compile("a", re.I)),
    (ValueError("a"), ValueError("b")),
    (ValueError("a"), TypeError("a")),
    (len, max),
    (io.StringIO("a"), io.StringIO("b")),
    (io.BytesIO(b"a"), io.BytesIO(b"b")),
    (int, float),
    (datetime, decimal),
    (np.array([1, 2]), np.array([1, 3])),
    (np.array([1, 2]), np.array([1.0, 2.0])),
    (np.array([1, 2]), np.array([[1, 2]])),
    (np.zeros((2, 3)), np.zeros((3, 2))),
    (np.arange(10_000), np.append(np.arange(9_999), 5)),
    (np.array([1.0, np.nan]), np.array([1.0, 2.0])),
    (np.array(["a", "b"]), np.array(["a", "c"])),
    (np.array([True]), np.array([False])),
    (np.array([1, "a"], dtype=object), np.array([2, "a"], dtype=object)),
    (np.array(["2024-01-01"], dtype="M8[D]"), np.array(["2024-01-02"], dtype="M8[D]")),
    (np.array([2**63], dtype="u8"), np.array([2**63 + 1], dtype="u8")),
    (np.array([(1, 2.0)], dtype="i4,f8"), np.array([(1, 2.5)], dtype="i4,f8")),
    (np.ma.array([1, 2], mask=[0, 1]), np.ma.array([1, 2], mask=[1, 0])),
    (np.ma.array([1.0, 2.0]), np.array([1.0, 2.0])),
    (FRAME, FRAME.assign(a=[1, 2, 4])),
    (FRAME, FRAME.assign(a=[1.0, 2.0, 3.0])),
    (FRAME, FRAME[["b", "a", "c"]]),
    (FRAME, FRAME.rename(columns={"a": "A"})),
    (FRAME, FRAME.iloc[::-1]),
    (FRAME, FRAME.set_index("c")),
    (FRAME, FRAME.reset_index()),
    (FRAME, FRAME.fillna({"b": 0.0})),
    (FRAME, FRAME.rename_axis(index="i")),
    (FRAME, FRAME["a"]),
    (pd.DataFrame(np.zeros((3, 200))), pd.DataFrame(np.eye(3, 200))),
    (pd.DataFrame(np.zeros((3, 200))), pd.DataFrame(np.zeros((3, 200), dtype="f4"))),
    (FRAME["a"], FRAME["a"].rename("z")),
    (FRAME["a"], FRAME["a"] + 1),
    (pd.Series(["a", "b"], dtype="category"), pd.Series(["a", "b"], dtype=pd.CategoricalDtype(["b", "a"]))),
    (pd.Series(["a"], dtype="category"), pd.Series(["a"], dtype=pd.CategoricalDtype(["a"], ordered=True))),
    (pd.Series(["a"]), pd.Series(["a"], dtype="string")),
    (pd.Series([1, None], dtype="Int64"), pd.Series([1, 2], dtype="Int64")),
    (pd.date_range("2024", periods=3), pd.date_range("2024", periods=3)._with_freq(None)),
    (pd.date_range("2024", periods=3), pd.date_range("2024", periods=3, tz="UTC")),
    (pd.period_range("2024", periods=3, freq="M"), pd.period_range("2024", periods=3, freq="Q")),
    (pd.Index([1, 2]), pd.Index([1, 3])),
    (pd.RangeIndex(2), pd.Index([0, 1])),
    (pd.MultiIndex.from_product([[1], [2, 3]]), pd.MultiIndex.from_product([[1], [2, 4]])),
    (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-02")),
    (pd.Timestamp("2024-01-01"), pd.NaT),
    (pd.array([1, None]), pd.array([1, 2])),
    (pd.Interval(0, 1), pd.Interval(0, 2)),
    (scipy.sparse.csr_matrix(np.eye(2)), scipy.sparse.csc_matrix(np.eye(2))),
    (scipy.sparse.csr_matrix(np.eye(2)), scipy.sparse.csr_matrix(np.eye(2) * 2)),
    (LinearRegression(), LinearRegression(fit_intercept=False)),
    (LinearRegression().fit(X, Y), LinearRegression().fit(X, Y + 1)),
    (LinearRegression(), LinearRegression().fit(X, Y)),
    (LogisticRegression(C=1.0), LogisticRegression(C=2.0)),
    (KMeans(2, n_init=1, random_state=0).fit(X), KMeans(3, n_init=1, random_state=0).fit(X)),
    (make_pipeline(StandardScaler()).fit(X), make_pipeline(StandardScaler()).fit(X * 2)),
    (np.random.default_rng(1), np.random.default_rng(2)),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=lambda value: type(value).__name__)
def test_different(one: Any, other: Any, compared: Compare) -> None:
    assert compared(one, other).outcome is Outcome.DIFFERENT
    assert compared(other, one).outcome is Outcome.DIFFERENT


COPIED = [value for pair in DIFFERENT for value in pair if not isinstance(value, types.ModuleType)]


@pytest.mark.parametrize("value", COPIED, ids=lambda value: type(value).__name__)
def test_a_copy_is_the_same(value: Any, compared: Compare) -> None:
    found = compared(value, copy.deepcopy(value))
    assert (found.outcome, found.detail) == (Outcome.SAME, "")


CLOSE: list[tuple[Any, Any]] = [
    (1.0, 1.0 + 1e-12),
    (np.float64(3), np.nextafter(np.float64(3), 4)),
    (np.array([1.0, 2.0]), np.array([1.0, 2.0 + 1e-13])),
    (np.full(10_000, 0.1), np.full(10_000, 0.1) * (1 + 1e-12)),
    ([0.1] * 30, [0.1 + 1e-13] * 30),
    (FRAME[["b"]], FRAME[["b"]] * (1 + 1e-12)),
    ({"a": [0.1]}, {"a": [0.1 + 1e-14]}),
]


@pytest.mark.parametrize(("one", "other"), CLOSE)
def test_close(one: Any, other: Any, compared: Compare) -> None:
    found = compared(one, other)
    assert found.outcome is Outcome.CLOSE
    assert "off by" in found.detail


OPAQUE: list[Any] = [
    (n for n in range(3)),
    iter([1]),
    map(str, [1]),
    threading.Lock(),
    object(),
    [object()],
    {"lock": threading.Lock()},
    [list(range(3)) for _ in range(50_000)],
]


@pytest.mark.parametrize("value", OPAQUE, ids=lambda value: type(value).__name__)
def test_what_cannot_be_looked_into_is_never_the_same(value: Any, compared: Compare) -> None:
    found = compared(value, value)
    assert found.outcome is Outcome.NOT_COMPARED
    assert found.detail


def test_of_an_event_loop_the_kind_counts_not_what_waits_in_it(compared: Compare) -> None:
    idle, busy = asyncio.new_event_loop(), asyncio.new_event_loop()
    busy.call_soon(print)
    assert compared(idle, busy).outcome is Outcome.SAME
    assert compared(idle, object()).outcome is not Outcome.SAME
    for loop in (idle, busy):
        loop.close()


def test_iterators_are_not_used_up(compared: Compare) -> None:
    steps = iter([1, 2, 3])
    compared([steps], [steps])
    assert list(steps) == [1, 2, 3]


def test_looking_draws_no_random_numbers(compared: Compare) -> None:
    np.random.seed(3)
    before = np.random.get_state()[1].tolist()
    model = KMeans(2, n_init=1).fit(X)
    np.random.seed(3)
    compared(model, model)
    assert np.random.get_state()[1].tolist() == before


def test_what_is_met_twice_is_recorded_once(compared: Compare) -> None:
    shared = [1]
    assert compared([shared, shared], [shared, shared]).outcome is Outcome.SAME
    assert compared([shared, shared], [[1], [1]]).outcome is Outcome.DIFFERENT
    loop: list[Any] = []
    loop.append(loop)
    assert compared(loop, copy.deepcopy(loop)).outcome is Outcome.SAME


def drawn(**changes: Any) -> Any:
    """A figure with a line, bars, a scatter and an image."""
    wanted = {"line": 1.0, "bar": 2.0, "dots": 3.0, "pixels": 4.0, "title": "t", "label": "x", "colour": "C0"} | changes
    figure, axes = plt.subplots(2, 2)
    axes[0, 0].plot([0, 1], [0, wanted["line"]], color=wanted["colour"], label="l")
    axes[0, 0].legend()
    axes[0, 1].bar(["a", "b"], [1, wanted["bar"]])
    axes[1, 0].scatter([0, 1], [0, wanted["dots"]], c=[1, 2])
    axes[1, 1].imshow([[0, wanted["pixels"]]])
    axes[0, 0].set_title(wanted["title"])
    axes[0, 1].set_xlabel(wanted["label"])
    plt.close(figure)
    return figure


@pytest.mark.parametrize(
    "change",
    [{"line": 1.1}, {"bar": 2.1}, {"dots": 3.1}, {"pixels": 4.1}, {"title": "T"}, {"label": "y"}, {"colour": "C1"}],
    ids=lambda change: next(iter(change)),
)
def test_figures(change: dict[str, Any], compared: Compare) -> None:
    assert compared(drawn(), drawn()).outcome is Outcome.SAME
    found = compared(drawn(), drawn(**change))
    assert found.outcome is Outcome.DIFFERENT
    assert found.where.startswith(".axes[")


def test_drawing_a_figure_changes_nothing(compared: Compare) -> None:
    one, other = drawn(), drawn()
    other.canvas.draw()
    assert compared(one, other).outcome is Outcome.SAME


def test_a_record_of_an_unknown_kind_is_not_compared() -> None:
    strange = {"kind": "new", "type": "x"}
    assert compare_records(strange, strange).outcome is Outcome.NOT_COMPARED


def test_the_first_difference_is_told(compared: Compare) -> None:
    found = compared({"rows": [1, 2, 3]}, {"rows": [1, 5, 3]})
    assert (found.where, found.detail) == ("['rows'][1]", "2 in the notebook, 5 in the package")
    found = compared(FRAME, FRAME.assign(a=[1, 2, 4]))
    assert (found.where, found.detail) == ("column 0[2]", "3 in the notebook, 4 in the package")
