"""Fixes change what they must and leave every other byte alone."""

from __future__ import annotations

import json

import pytest

from nb2pkg.locator.file_edits import with_fixes
from nb2pkg.model.finding import Edit, Fix
from nb2pkg.model.notebook import Location


def document(**layout: object) -> str:
    cells = [
        {
            "cell_type": "code",
            "source": ["import os\n", "x = 'é'\n", "y = 2"],
            "outputs": [{"a": 1}],
            "execution_count": 3,
        },
        {"cell_type": "markdown", "source": "one string"},
        {"cell_type": "code", "source": [], "outputs": [], "execution_count": None, "metadata": {"source": "z"}},
    ]
    return json.dumps({"cells": cells, "nbformat": 4}, **layout)  # type: ignore[arg-type]


def edit(cell: int, line: int, column: int, end_line: int, end_column: int, new: str) -> Fix:
    at = Location(cell=cell, line=line, column=column, end_line=end_line, end_column=end_column)
    return Fix(description="", edits=(Edit(at=at, new=new),))


LAYOUTS = [{"indent": 1}, {"indent": 4, "ensure_ascii": False}, {"separators": (",", ":")}, {}]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_edit_is_what_saving_the_edited_notebook_would_be(layout: dict[str, object]) -> None:
    text = document(**layout)
    mended = with_fixes(text, [edit(0, 1, 0, 2, 0, ""), edit(0, 3, 4, 3, 5, '"ü"')])
    wanted = json.loads(text)
    wanted["cells"][0]["source"] = ["x = 'é'\n", 'y = "ü"']
    assert json.loads(mended) == wanted
    layout_of_source = {"indent": 1} if layout == {"indent": 1} else None
    if layout_of_source:
        assert mended == json.dumps(wanted, indent=1)


def test_a_source_that_is_one_string_stays_one() -> None:
    mended = with_fixes(document(), [edit(1, 1, 0, 1, 3, "1")])
    assert json.loads(mended)["cells"][1]["source"] == "1 string"


def test_of_fixes_that_overlap_one_is_made() -> None:
    mended = with_fixes(document(), [edit(1, 1, 0, 1, 5, "A"), edit(1, 1, 4, 1, 10, "B")])
    assert json.loads(mended)["cells"][1]["source"] == "Atring"


def test_a_fix_is_made_as_a_whole_or_not_at_all() -> None:
    first, second = edit(0, 1, 7, 1, 9, "re"), edit(0, 1, 0, 2, 0, "")
    moved = Fix(description="", edits=(*edit(0, 3, 0, 3, 0, "import os\n").edits, *second.edits))
    mended = json.loads(with_fixes(document(), [first, moved]))
    assert mended["cells"][0]["source"] == ["import re\n", "x = 'é'\n", "y = 2"]


def test_what_is_put_in_where_something_is_taken_out_stays() -> None:
    taken, put = edit(0, 1, 0, 2, 0, ""), edit(0, 1, 0, 1, 0, "import re\n")
    for fixes in ([taken, put], [put, taken]):
        mended = json.loads(with_fixes(document(), fixes))
        assert mended["cells"][0]["source"] == ["import re\n", "x = 'é'\n", "y = 2"]


def test_the_same_fix_twice_is_made_once() -> None:
    one = edit(1, 1, 0, 1, 0, "A ")
    assert json.loads(with_fixes(document(), [one, one]))["cells"][1]["source"] == "A one string"


def test_outputs_are_cleared() -> None:
    text = document(indent=1)
    mended = with_fixes(text, [Fix(description="", cleared=(0,))])
    wanted = json.loads(text)
    wanted["cells"][0] |= {"outputs": [], "execution_count": None}
    assert mended == json.dumps(wanted, indent=1)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cells_at_the_end_are_taken_out(layout: dict[str, object]) -> None:
    text = document(**layout)
    mended = with_fixes(text, [Fix(description="", removed=(2,)), Fix(description="", removed=(1,))])
    wanted = json.loads(text)
    wanted["cells"] = wanted["cells"][:1]
    assert mended == json.dumps(wanted, **layout)  # type: ignore[arg-type]


def test_cells_in_the_middle_stay() -> None:
    assert with_fixes(document(), [Fix(description="", removed=(1,))]) == document()


def test_nothing_to_mend_changes_nothing() -> None:
    text = document(indent=3)
    assert with_fixes(text, []) == text
