"""New names."""

from __future__ import annotations

import pytest

from nb2pkg.syntax.names import is_usable, snake_case, unused_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TotalCharges per-month", "total_charges_per_month"), ("HTTPServer", "http_server"), ("dfTrain2", "df_train2"),
        ("  a -- b  ", "a_b"), ("ALL_CAPS", "all_caps"), ("!?", ""), ("x", "x"),
    ],
)  # fmt: skip
def test_snake_case(text: str, expected: str) -> None:
    assert snake_case(text) == expected
    assert snake_case(expected) == expected


@pytest.mark.parametrize("name", ["class", "match", "type", "list", "None", "1st", "a-b", ""])
def test_not_usable(name: str) -> None:
    assert not is_usable(name)


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [("df", set(), "df"), ("df", {"df"}, "df_"), ("df", {"df", "df_"}, "df__"), ("list", set(), "list_"),
     ("class", {"class_"}, "class__")],
)  # fmt: skip
def test_unused_name(wanted: str, taken: set[str], expected: str) -> None:
    assert unused_name(wanted, taken) == expected
