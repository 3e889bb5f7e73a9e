"""Positions in the file: whatever its layout, the character that is pointed at is the one in the cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.locator.file_positions import file_positions
from nb2pkg.locator.json_map import map_cells
from nb2pkg.reader import notebook_of

Layout = Callable[[dict[str, object]], str]
LAYOUTS: dict[str, Layout] = {
    "indented": lambda d: json.dumps(d, indent=1, ensure_ascii=False),
    "ascii": lambda d: json.dumps(d, indent=2, ensure_ascii=True),
    "minified": lambda d: json.dumps(d, separators=(",", ":")),
    "crowded": lambda d: json.dumps(d, indent=1).replace('",\n    "', '", "', 1),
    "crlf": lambda d: json.dumps(d, indent=1).replace("\n", "\r\n"),
}
DECOYS = {"source": ["not me"], "cells": [{"source": "nor me"}]}


def notebook(sources: list[object], key: str = "source") -> dict[str, object]:
    cells = [
        {"metadata": DECOYS, key: source, "cell_type": "code", "outputs": [{"text": ["x"], "source": "no"}]}
        for source in sources
    ]
    return {"metadata": DECOYS, "cells": cells, "nbformat": 4}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@given(st.lists(st.text(alphabet='ab\t"\\é😀\n ', min_size=1), min_size=1, max_size=3), st.data())
def test_each_character_is_found(layout: Layout, sources: list[str], data: st.DataObject) -> None:
    as_lists = [data.draw(st.sampled_from([s, s.splitlines(keepends=True), list(s)])) for s in sources]
    text = layout(notebook(as_lists))
    positions = file_positions(text, sources)
    for cell, source in enumerate(sources):
        for number, line in enumerate(source.split("\n"), 1):
            for column, wanted in enumerate(line):
                at = positions.of_source(cell, number, column)
                raw = text.split("\n")[at[0] - 1][at[1] :]
                escaped = (json.dumps(wanted)[1:-1], json.dumps(wanted, ensure_ascii=False)[1:-1])
                assert raw.startswith(escaped)


def test_outputs_are_found() -> None:
    text = LAYOUTS["indented"](notebook(["x", "y"]))
    line, column = file_positions(text, ["x", "y"]).of_output(1, 0)
    assert text.split("\n")[line - 1][column] == "{"
    assert text.split("\n")[line].strip() == '"text": ['


def test_format_3_has_its_cells_in_worksheets() -> None:
    cells = [{"cell_type": "heading", "source": ["T"]}, {"cell_type": "code", "input": ["a\n", "b"]}]
    text = json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}, indent=1)
    line, column = file_positions(text, ["T", "a\nb"]).of_source(1, 2, 0)
    assert text.split("\n")[line - 1][column:] == 'b"'


def test_format_2_has_lines_without_their_ends() -> None:
    cells = [{"cell_type": "code", "input": ["def f(x):", "", '    return "é"', "print(f(3))"], "outputs": []}]
    document = {"metadata": {"name": ""}, "worksheets": [{"cells": cells}], "nbformat": 2, "nbformat_minor": 0}
    text = json.dumps(document, indent=1)
    (cell,) = notebook_of(text, Path("a.ipynb")).file_cells
    positions = file_positions(text, [cell.source])
    for number, source in enumerate(cell.source.split("\n"), 1):
        line, column = positions.of_source(0, number, 0)
        assert text.split("\n")[line - 1][column - 1 :].rstrip(",") == json.dumps(source)
    line, column = positions.of_source(0, 4, 6)
    assert text.split("\n")[line - 1][column:] == 'f(3))"'


def test_a_cell_without_source_stands_for_itself() -> None:
    text = json.dumps({"cells": [{"cell_type": "raw"}]})
    assert file_positions(text, [""]).of_source(0, 1, 0) == (1, text.index("{", 1))
    assert file_positions(text, [""]).of_source(7, 1, 0) == (1, 0)


def test_nothing_to_map() -> None:
    assert map_cells("{}") == ()
    assert map_cells('{"cells": 3}') == ()


def test_scripts_are_searched() -> None:
    text = "# ---\n# jupyter: x\n# ---\n\n# %% [markdown]\n# # Title\n\n# %%\nimport os\nos.chdir('x')\n"
    assert file_positions(text, ["# Title", "import os\nos.chdir('x')"]).of_source(1, 2, 3) == (10, 3)


def test_prefixes_of_databricks_are_seen_through() -> None:
    text = "# Databricks notebook source\n# MAGIC %md\n# MAGIC # Title\n\n# COMMAND ----------\n\n# MAGIC %sh ls\n"
    assert file_positions(text, ["# Title", "%sh ls"]).of_source(1, 1, 0)[0] == 7
