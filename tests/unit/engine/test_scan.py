"""Tables that are read piece by piece are counted as if they were read as a whole."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from nb2pkg.engine.estate import scan
from nb2pkg.engine.estate.scan import tally, values
from nb2pkg.engine.estate.shards import write_whole


def table_of(rows: Sequence[tuple[str, str]]) -> pa.Table:
    return pa.table({"path": [path for path, _ in rows], "code": [code for _, code in rows]})


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_a_notebook_that_goes_over_the_end_of_a_piece_counts_once(size: int) -> None:
    draw = random.Random(size)
    for _ in range(30):
        names = draw.sample("abcdefgh", 5)
        rows = [(name, draw.choice("xyz")) for name in names for _ in range(draw.randrange(6))]
        pieces = [table_of(rows[start : start + size]) for start in range(0, len(rows), size)]
        expected = {
            (code,): (sum(c == code for _, c in rows), len({path for path, c in rows if c == code}))
            for code in {code for _, code in rows}
        }
        assert tally([table_of([]), *pieces], ["code"]) == expected


def test_columns_come_in_the_order_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "ROWS_AT_ONCE", 2)
    rows = [("a", "x"), ("b", "y"), ("b", "z")]
    write_whole(table_of(rows), tmp_path / "t.parquet")
    assert list(values(tmp_path / "t.parquet", ("code", "path"))) == [(code, path) for path, code in rows]
