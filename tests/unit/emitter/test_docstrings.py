"""Docstrings from Markdown."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nb2pkg.emitter.docstrings import WIDTH, docstring_lines, introduction, opening_of, plain, quoted
from nb2pkg.model.notebook import Cell, CellId, Notebook, Prose


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Bold** and _slanted_ [words](http://x.org) `code`", "Bold and slanted words `code`"),
        ('a<br/>b <b style="c">d</b>', "ab d"), ("snake_case_name", "snake_case_name"), ("![logo](a.png)x", "x"),
        ("2 * 3 * 4", "2 * 3 * 4"), ("a\n  b\tc\u202e", "a b c"), ("x < y", "x < y"),
        ("x < y and y > z", "x < y and y > z"), ("*how much, and when?* It", "how much, and when? It"),
    ],
)  # fmt: skip
def test_plain(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def lines(markdown: str, heading: str = "", source: str = "n.ipynb") -> list[str]:
    return docstring_lines("load_data", [Prose(index=0, markdown=markdown, heading=heading)], [1, 3], source)


def test_parts() -> None:
    made = lines("## 2. Load the **data**:\nAll sales of the year, by shop and day.", "2. Load the **data**:")
    assert made == ["Load the data.", "", "All sales of the year, by shop and day.", "", "From n.ipynb, cells 2 to 4."]
    assert lines("short")[0] == "Load data."


def test_what_stands_above_the_code_says_what_all_of_it_is_for() -> None:
    prose = [
        Prose(index=0, markdown="# The title", heading="The title"),
        Prose(index=1, markdown="## A model\n\nThe question is answered by it.", heading="A model"),
        Prose(index=3, markdown="### Its cost\n\nCapacity is paid for when it is built.", heading="Its cost"),
    ]
    made = docstring_lines("build_model", prose, [2, 4], "n.ipynb", title="The title")
    assert made[:3] == ["A model.", "", "The question is answered by it."]
    made = docstring_lines("build_model", [prose[0], prose[2]], [2, 4], "n.ipynb", title="The title")
    assert made[:3] == ["Build model.", "", "Capacity is paid for when it is built."]


@pytest.mark.parametrize("heading", ["1.", "***", "🎉", "3)", "- B -"])
def test_a_heading_without_a_word_says_nothing(heading: str) -> None:
    assert lines(f"## {heading}", heading)[0] == "Load data."


def test_items_of_a_list_stand_on_lines_of_their_own() -> None:
    made = lines("- duplicates are dropped\n- **blanks** of a\n  column are zero\n2. ages\n")
    assert made[2:-2] == ["- duplicates are dropped", "- blanks of a column are zero", "2. ages"]
    long = lines("* " + "word " * 30)
    assert (long[2].startswith("* word"), long[3].startswith("  word")) == (True, True)


def test_what_stands_below_the_title_is_about_the_whole_notebook() -> None:
    opening = Prose(index=0, markdown="# The title\n\nAsked by the board in May.", heading="The title", level=1)
    later = replace(opening, index=4, markdown="# The title\n\nThe same once more, in short.")
    notebook = Notebook(path="n.ipynb", cells=(), prose=(opening, later), title="The title")
    assert introduction(notebook) == ["Asked by the board in May."]
    assert opening_of(notebook) is opening


@pytest.mark.parametrize(("level", "at"), [(1, 2), (2, 0)])
def test_a_title_is_the_first_heading_of_level_one_or_above_all_code(level: int, at: int) -> None:
    prose = (Prose(index=at, markdown="Asked by the board in May.", heading="Sales", level=level),)
    cells = (Cell(id=CellId("a"), index=1, source="", python=""),)
    assert introduction(Notebook(path="n.ipynb", cells=cells, prose=prose, title="Sales"))


@pytest.mark.parametrize(
    "prose",
    [
        (),
        (Prose(index=0, markdown="Asked by the board in May."),),
        (Prose(index=2, markdown="## Plots\n\nWhat the board asked for.", heading="Plots", level=2),),
        (
            Prose(index=0, markdown="## Data", heading="Data", level=2),
            Prose(index=2, markdown="# Plots\n\nWhat the board asked for.", heading="Plots", level=1),
        ),
    ],
)
def test_what_is_about_a_part_is_no_introduction(prose: tuple[Prose, ...]) -> None:
    cells = (Cell(id=CellId("a"), index=1, source="", python=""),)
    title = prose[-1].heading if prose else ""
    assert introduction(Notebook(path="n.ipynb", cells=cells, prose=prose, title=title)) == []


@pytest.mark.parametrize(
    "markdown",
    ["```\nsome code that is long enough\n```", "| a table | that is long enough |", "$$x^2 + y^2 + z^2 = 1 + 2 + 3$$"],
)
def test_code_tables_and_formulas_are_left_out(markdown: str) -> None:
    assert lines(markdown) == ["Load data.", "", "From n.ipynb, cells 2 to 4."]


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("# T\n\nAll of it is drawn below. It is available for:\n\n- one", "All of it is drawn below."),
        (
            "# T\n\nIt is drawn here for:\n\nThe second paragraph tells more.",
            "The second paragraph tells more.",
        ),
    ],
)
def test_what_announces_a_list_goes_with_the_list(markdown: str, said: str) -> None:
    assert lines(markdown)[1:4] == ["", said, ""]


def test_long_text_is_shortened() -> None:
    made = lines("word " * 300)
    assert "[...]" in made
    assert len(made) <= 10


nasty = st.text(
    st.sampled_from("a \"'\\\n{}#\u202e\x0c\r\x00é😀N") | st.characters(exclude_categories=["Cs"]), max_size=60
)


@given(nasty, nasty, st.text(st.sampled_from("ab\"'\\ {}.é"), min_size=1, max_size=12))
def test_it_is_always_one_string(markdown: str, heading: str, source: str) -> None:
    doc = quoted(lines(f"{markdown} and more than twenty characters", heading, source))
    (function,) = ast.parse(f"def f():\n    {doc}\n").body
    assert isinstance(function, ast.FunctionDef)
    (statement,) = function.body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    text = ast.get_docstring(function)
    assert text is not None
    assert text.rstrip().endswith("cells 2 to 4.")
    assert all(len(line) <= WIDTH for line in text.split("\n")[:-1])
