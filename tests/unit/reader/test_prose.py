"""Headings and titles."""

from __future__ import annotations

import pytest

from nb2pkg.reader.prose import read_prose, title_of


@pytest.mark.parametrize(
    ("markdown", "level", "heading"),
    [
        ("# Title", 1, "Title"),
        ("text\n\n### Third ###\n# First", 3, "Third"),
        ("#Title", 1, "Title"),
        ("## **Bold** and `code` and *it*", 2, "Bold and code and it"),
        ("# [Link](http://x) ![i](y)", 1, "Link i"),
        ("<h2 align='center'>Html <b>b</b></h2>", 2, "Html b"),
        ("Title\n=====", 1, "Title"),
        ("Part\n----", 2, "Part"),
        ("text", 0, ""),
        ("", 0, ""),
        ("```\n# comment\n```\n## Real", 2, "Real"),
        ("- item\n---", 0, ""),
        ("####### seven", 0, ""),
        ("#1 in the list", 0, ""),
        ("# snake_case_name", 1, "snake_case_name"),
        ("#", 0, ""),
        ("# <a id='x'></a> Anchor", 1, "Anchor"),
        ("# A &nbsp; B", 1, "A B"),
    ],
)
def test_heading(markdown: str, level: int, heading: str) -> None:
    found = read_prose(markdown, index=0)
    assert (found.level, found.heading) == (level, heading)


@pytest.mark.parametrize(
    ("cells", "title"),
    [([], ""), (["text"], ""), (["## A", "# B"], "B"), (["## A", "### B"], "A"), (["# A", "# B"], "A")],
)
def test_title(cells: list[str], title: str) -> None:
    prose = [read_prose(text, index=index) for index, text in enumerate(cells)]
    assert title_of(prose, first_code=len(cells)) == title


def test_the_first_of_several_parts_is_no_title() -> None:
    parts = [read_prose("## Declare data", index=1), read_prose("## Declare plot", index=3)]
    assert title_of(parts, first_code=0) == ""
    assert title_of(parts, first_code=2) == "Declare data"
    assert title_of(parts[:1], first_code=0) == "Declare data"
