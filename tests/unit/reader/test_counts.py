"""Execution counts that no kernel gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.reader import notebook_of
from tests.fuzz.inputs import notebook_text
from tests.fuzz.targets import reader


@pytest.mark.parametrize(("count", "kept"), [(7, 7), (100_000, 100_000), (100_001, None), (2**70, None)])
def test_what_is_beyond_all_measure_is_none(count: int, kept: int | None) -> None:
    text = notebook_text(["print(nothing_binds_it)"]).replace('"execution_count": 1', f'"execution_count": {count}')
    assert notebook_of(text, Path("a.ipynb")).cells[0].execution_count == kept
    reader(text)  # all rules come to an end
