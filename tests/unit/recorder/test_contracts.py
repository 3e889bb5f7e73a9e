"""Contracts from tables that were read: what they hold, and what they must not tell."""

from __future__ import annotations

from typing import Any

import pytest

from nb2pkg.model.recording import Column
from nb2pkg.recorder.contracts import _bounds, _column, _common


def seen(name: str, dtype: str, low: Any = None, high: Any = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "dtype": dtype, "missing": False, "low": low, "high": high, **more}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, (0, 150)),
        (10, 20, (5, 25)),
        (-5, 5, (-10, 10)),
        (-20, -10, (-25, -5)),
        (7, 7, (3, 11)),
        (0, 0, (0, 1)),
        (123456, 987654, (0, 1500000)),
        (0.0, 1.0, (0.0, 1.5)),
        (0.1234, 0.1299, (0.12, 0.14)),
        (-3.3e-12, 4.7e300, (-2.4e300, 7.1e300)),
        (2**63, 2**64 - 1, (4600000000000000000, 24000000000000000000)),
        (2019, None, ("2018-01-01", None)),
        (1, None, ("0000-01-01", None)),
        (None, None, (None, None)),
    ],
)
def test_bounds_are_wider_and_round(low: Any, high: Any, expected: tuple[Any, Any]) -> None:
    found = _bounds(seen("x", "", low, high))
    assert found == expected
    assert [type(one) for one in found] == [type(one) for one in expected]


def test_a_column_with_infinities_has_no_bounds() -> None:
    assert _bounds(seen("x", "float64", 0.0, 1.0, is_bounded=False)) == (None, None)


def test_columns_of_persons_have_no_bounds() -> None:
    assert _column(seen("phone", "int64", 1234567, 7654321)) == Column(
        name="phone", dtype="int64", is_nullable=False, low=None, high=None
    )


@pytest.mark.parametrize("dtype", ["period[M]", "Sparse[int64, 0]", "complex128", "interval[int64, right]"])
def test_types_that_are_not_known_are_left_open(dtype: str) -> None:
    assert _column(seen("x", dtype)).dtype == ""


@pytest.mark.parametrize(
    "dtype", ["int64", "datetime64[ns, Europe/Berlin]", "datetime64[us, UTC+01:00]", "boolean", "str"]
)
def test_types_that_are_known(dtype: str) -> None:
    assert _column(seen("x", dtype)).dtype == dtype


def test_a_file_that_is_read_twice_has_what_both_have() -> None:
    one = [seen("a", "int64", 1, 5), seen("b", "int64", 1, 5), seen("c", "object")]
    other = [seen("b", "float64", 0.5, 7.0), seen("a", "int64", 0, 3, missing=True)]
    a, b = _common(one, other)
    assert (a["low"], a["high"], a["missing"]) == (0, 5, True)
    assert (b["dtype"], b["low"], b["high"]) == ("", None, None)
