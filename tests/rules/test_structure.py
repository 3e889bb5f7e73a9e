"""Rules of the structure family where an example cannot show it: names of files, fixes, messages, broken files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.finding import Fix
from nb2pkg.model.report import CheckedNotebook, PlacedFinding
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.example import example_notebook
from nb2pkg.rules.walk import dispatch_of


def checked(text: str, code: str, *, path: str = "example.ipynb") -> CheckedNotebook:
    rules = [rule for rule in all_rules() if rule.code == code]
    return check_text(text, Path(path), dispatch_of(rules))


def findings(example: str, code: str, *, path: str = "example.ipynb") -> tuple[PlacedFinding, ...]:
    return checked(example_notebook(example)[0], code, path=path).findings


def mended(source: str, fix: Fix) -> str:
    """The source of the only cell with the edits of a fix."""
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in fix.edits:
        at = edit.at
        begin, end = starts[at.line - 1] + at.column, starts[at.end_line - 1] + at.end_column
        source = source[:begin] + edit.new + source[end:]
    return source


@pytest.mark.parametrize(
    "path",
    [
        "Untitled.ipynb",
        "work/Untitled3.ipynb",
        "Untitled-Copy1.ipynb",
        "Untitled (2).ipynb",
        "work\\Untitled7.ipynb",
        "Unbenannt.ipynb",
        "Copy of churn.ipynb",
        "churn-Copy2.ipynb",
    ],
)
def test_files_without_a_name(path: str) -> None:
    (found,) = findings("print(1)", "NB640", path=path)
    assert found.cell == -1
    assert "the file is called" in found.finding.message


@pytest.mark.parametrize(
    "path", ["churn.ipynb", "untitled_works/churn.ipynb", "copy_files.ipynb", "hardcopy.ipynb", "titles.ipynb"]
)
def test_files_with_a_name(path: str) -> None:
    assert findings("print(1)", "NB640", path=path) == ()


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("import os\nimport re\nprint(re)", "import re\nprint(re)"),
        ("import re\nprint(re)\nimport os", "import re\nprint(re)"),
        ("import os, re\nprint(re)", "import re\nprint(re)"),
        ("from os import path, sep as s, name\nprint(s)", "from os import sep as s\nprint(s)"),
        ("from os import (\n    path,\n    sep,\n)\nprint(sep)", "from os import sep\nprint(sep)"),
        ("from os import (\n    path,\n    sep,\n)\nprint(1)", "print(1)"),
    ],
)
def test_unused_imports_are_taken_out(source: str, wanted: str) -> None:
    found = findings(source, "NB612")
    assert found
    fixes = {one.finding.fix for one in found}
    assert len(fixes) == 1, "one edit for all names of a statement, so that edits do not collide"
    fix = fixes.pop()
    assert fix is not None
    assert mended(source, fix) == wanted


@pytest.mark.parametrize(
    "source",
    [
        "import os  # for the paths\nprint(1)",
        "import os; print(1)",
        "import my_helpers\nprint(1)",
        "import os",
        "from . import part\nprint(1)",
    ],
)
def test_imports_that_a_person_must_take_out(source: str) -> None:
    (found,) = findings(source, "NB612")
    assert found.finding.fix is None


def test_only_empty_cells_at_the_end_are_taken_out() -> None:
    found = findings("# %%\n\n# %%\nprint(1)\n# %%\n\n# %%\n", "NB616")
    assert [one.finding.fix and one.finding.fix.removed for one in found] == [None, (2, 3), (3,)]


def test_a_notebook_of_empty_cells_keeps_them() -> None:
    assert [one.finding.fix for one in findings("# %%\n\n# %%\n", "NB616")] == [None, None]


def test_an_old_format_is_told() -> None:
    cells = [{"cell_type": "code", "input": "print(1)", "language": "python", "outputs": []}]
    text = json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]})
    (found,) = checked(text, "NB605").findings
    assert found.finding.message == "the file is not a valid notebook: it is of the old format 3"


def test_what_cannot_be_read_is_no_finding() -> None:
    text = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code"}]})
    assert "cell 0 has no source" in checked(text, "NB605").reason


def test_a_conflict_in_the_file_itself_is_an_unreadable_file() -> None:
    text = '{\n<<<<<<< HEAD\n "cells": [],\n=======\n "cells": [],\n>>>>>>> x\n "nbformat": 4}'
    assert "merge conflict" in checked(text, "NB603").reason


def test_one_cause_is_one_finding() -> None:
    example = "<<<<<<< HEAD\nx = 1\n=======\nprint 2\n>>>>>>> x"
    assert [len(findings(example, code)) for code in ("NB601", "NB602", "NB603")] == [0, 0, 1]
    dead = "print(1)\n# %%\nx = 3"
    assert [len(findings(dead, code)) for code in ("NB610", "NB613")] == [1, 0]


def test_a_broken_cell_is_placed_where_the_parser_stumbled() -> None:
    (found,) = findings("x = 1\n'ä' + )", "NB601")
    assert (found.line, found.column) == (2, 6)
    assert found.finding.message.startswith("the cell does not parse: ")
