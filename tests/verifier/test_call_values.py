import datetime
import json
import pathlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GridSearchCV

from nb2pkg.verifier.calls.restoring import can_be_restored
from nb2pkg.verifier.calls.sameness import difference
from nb2pkg.verifier.calls.values import described, outlined, restored

TIMES = pd.date_range("2024-03-01", periods=3, freq="h", tz="Europe/Berlin")
VALUES: list[Any] = [
    None, True, 3, 1.5, "text", [1, [2]], (1, "a"), {"a": 1, 2: (3,)}, {3, 1}, frozenset({1}), 1 + 2j, b"ab",
    datetime.datetime(2024, 3, 1, 12), datetime.date(2024, 3, 1), datetime.timedelta(days=1), pathlib.Path("a/b"),
    np.int64(3), np.float32(0.5), np.arange(6).reshape(2, 3), np.array([1.0, np.nan]), np.array([1 + 1j]),
    np.array(["2024-03-01"], dtype="datetime64[D]"), np.array([1, "a", None], dtype=object), len, LinearRegression,
    pd.Timestamp("2024-03-01"), pd.NaT, pd.Series([1, 2], name="n"), pd.Index(["a", "b"], name="i"),
    pd.DataFrame({"a": [1, None], "b": ["x", None], "c": pd.Categorical(["u", "v"], ordered=True)}, index=[5, 7]),
    pd.DataFrame({"t": TIMES, "d": TIMES - TIMES[0]}), pd.DataFrame({("a", 1): [1]}), pd.DataFrame(index=[1, 2]),
    pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "s": pd.array(["a", None], dtype="string")}),
    pd.Series([1.0], index=pd.MultiIndex.from_tuples([("a", 1)], names=["x", "y"])),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_is_the_same_after_a_way_through_json(value: Any) -> None:
    tree = json.loads(json.dumps(described(value)))
    again = restored(tree)
    assert type(again) is type(value)
    assert difference(described(again), tree) == ""
    match value:
        case pd.DataFrame():
            pd.testing.assert_frame_equal(again, value)
        case pd.Series():
            pd.testing.assert_series_equal(again, value)
        case np.ndarray():
            np.testing.assert_array_equal(again, value)


class Cursed:
    def __repr__(self) -> str:
        raise ValueError


@pytest.mark.parametrize(
    "value", [iter([1]), (i for i in [1]), Cursed(), LinearRegression(), pd.DataFrame({"a": range(9_000)}), open]
)
def test_what_cannot_be_made_again_is_known_as_such(value: Any) -> None:
    tree = json.loads(json.dumps(described(value)))
    assert can_be_restored({"a": tree}) is (value is open and tree["is"] == "name")


def test_looking_at_a_generator_takes_nothing_from_it() -> None:
    numbers = (i for i in range(3))
    described([numbers])
    assert list(numbers) == [0, 1, 2]


def test_a_list_that_holds_itself_has_an_end() -> None:
    ring: list[Any] = [1]
    ring.append(ring)
    assert json.dumps(described(ring)) == '[1, {"is": "opaque", "type": "builtins.list"}]'


BASE = pd.DataFrame({"a": np.linspace(0, 1, 1000), "b": ["x", "y"] * 500})


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.iloc[::-1],
        lambda frame: frame.assign(a=frame.a * 1.001),
        lambda frame: frame.assign(b=frame.b.str.upper()),
        lambda frame: frame.astype({"a": "float32"}),
        lambda frame: frame.rename(columns={"a": "c"}),
        lambda frame: frame.assign(a=frame.a.where(frame.index != 5)),
        lambda frame: frame.head(999),
        lambda frame: frame.set_index("b"),
    ],
)
def test_an_outline_tells_of_changes(change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    assert difference(outlined(change(BASE)), outlined(BASE)) != ""


def test_what_an_estimator_has_learnt_is_compared() -> None:
    one = LinearRegression().fit([[1], [2]], [1, 2])
    other = LinearRegression().fit([[1], [2]], [1, 3])
    assert difference(described(one), described(LinearRegression().fit([[1], [2]], [1, 2]))) == ""
    assert "coef_" in difference(described(other), described(one))


def test_where_a_part_lies_in_memory_is_no_result() -> None:
    fields = described(CountVectorizer(stop_words=["the"]).fit(["the cat", "a dog"]))["fields"]
    assert "_stop_words_id" not in fields
    assert {"stop_words", "max_df", "min_df"} <= fields.keys()


def test_how_long_a_search_took_is_no_result() -> None:
    def searched(*candidates: bool) -> GridSearchCV:
        rows = [[1.0], [2.0], [3.0], [4.0]]
        search = GridSearchCV(LinearRegression(), {"fit_intercept": candidates}, cv=2)
        return search.fit(rows, [1.0, 2.5, 3.0, 4.5])

    one, again, other = (described(searched(*some)) for some in ((True, False), (True, False), (False, True)))
    assert difference(again, one) == ""
    assert difference(other, one) != ""
    kept = json.dumps(one)
    assert "mean_test_score" in kept
    assert "_time" not in kept


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (1.0, 1.0 + 1e-12),
        (float("nan"), float("nan")),
        ("mean 0.123456789", "mean 0.123456788"),
        ("a   b\n", "a b"),
        ({"is": "anything"}, {"is": "hidden"}),
    ],
)
def test_last_digits_and_white_space_make_no_difference(found: Any, expected: Any) -> None:
    assert difference(found, expected) == ""


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (1, 2), (1, 1.0), (True, 1), (1.0, 1.1), ("mean 0.12", "mean 0.13"), ("n 3", "n 4"), ("a", "b"), ([1], [1, 2]),
        ({"is": "dict", "items": []}, {"is": "set", "items": []}), (None, 0), ("1.5", ""), ("", "1.5"),
        ("0.5 items", "0.5 item"),
    ],
)  # fmt: skip
def test_everything_else_does(found: Any, expected: Any) -> None:
    assert difference(found, expected) != ""
