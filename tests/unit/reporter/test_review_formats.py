"""Every format of a review: nothing that a notebook says gets out of its place, and limits are kept."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from nb2pkg.model.finding import Edit, Fix, Severity
from nb2pkg.model.notebook import Location
from nb2pkg.model.review import ReviewReport
from nb2pkg.reporter import review_format, review_format_names
from nb2pkg.reporter.review_markdown import review_markdown
from tests.support.review_reports import FULL, NASTY, placed, review

SARIF_SCHEMA = Path(__file__).parents[2] / "support" / "schemas" / "sarif-2.1.0.json"


@pytest.mark.parametrize("name", review_format_names())
@pytest.mark.parametrize("shown", [FULL, NASTY], ids=["full", "nasty"])
def test_nothing_steers_a_terminal(name: str, shown: ReviewReport) -> None:
    text = review_format(name).render(shown)
    assert text.endswith("\n")
    assert not set(text) & {"\x1b", "\x07", "\u202e", "\r"}


class Page(HTMLParser):
    """Tags, attributes, and the text outside of code, where GitHub looks for mentions."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.prose = ""
        self._code = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._code += tag in {"code", "pre"}

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in {"code", "pre"}

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.prose += data + "\0"


@pytest.mark.parametrize("name", ["markdown", "summary"])
def test_markup_in_a_notebook_is_text(name: str) -> None:
    text = review_format(name).render(NASTY)
    page = Page(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text))
    known = {"h2", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "p", "ul", "li", "strong", "em"}
    assert page.tags <= known | {"details", "summary"}
    assert page.attributes <= {"style", "open", "class"}
    assert not re.search(r"[@#!]\w", page.prose)
    assert not re.search(r"\w@\w|https?://\S|www\.", page.prose)


def test_the_verdict_is_the_first_line() -> None:
    text = review_format("markdown").render(FULL)
    assert text.splitlines()[0].startswith(
        "## ❌ nb2pkg review: 2 findings introduced (1 error, 1 note), 1 fixed in 1 notebook"
    )
    assert "| `a.ipynb` (was `a.ipynb2`) | A → D |" in text
    assert "```mermaid" in text
    clean = ReviewReport(notebooks=(), base="", head="", rules=(), threshold=Severity.ERROR, version="1")
    assert review_format("markdown").render(clean).startswith("## ✅ nb2pkg review: no notebook changed")


def test_the_edit_that_mends_it_is_shown() -> None:
    edit = Edit(at=Location(cell=2, line=1, column=4, end_line=1, end_column=5), new="2")
    found = placed()
    found = replace(found, finding=replace(found.finding, fix=Fix(description="two", edits=(edit,))))
    text = review_format("markdown").render(review(found))
    assert "  ```diff\n  - x = 1\n  + x = 2\n  ```" in text


@pytest.mark.parametrize("most", [5_000, 65_000])
def test_what_does_not_fit_is_said(most: int) -> None:
    many = review(*(placed(said=f"finding {n} " + "é" * 300, n=n) for n in range(40)), number=40)
    text = review_markdown(many, most_bytes=most)
    assert len(text.encode()) <= most
    assert re.search(r"Left out to stay below the limit of a comment: details of \d+ notebooks", text)
    assert text.count("<details") == text.count("</details>")
    assert text.count("```") % 2 == 0


def test_a_comment_fits_whatever_is_in_it() -> None:
    long = "`@x|<b>" * 20_000
    text = review_format("markdown").render(review(placed(said=long, line=long), path=long, word=long, number=70))
    assert len(text) < 65_536


def test_sarif_is_valid_and_says_what_is_new() -> None:
    for shown in (FULL, NASTY):
        document = json.loads(review_format("sarif").render(shown))
        jsonschema.Draft4Validator(json.loads(SARIF_SCHEMA.read_text())).validate(document)
        assert {result["baselineState"] for result in document["runs"][0]["results"]} == {"new"}


def test_mermaid_labels_hold_no_syntax() -> None:
    (picture,) = re.findall(r"```mermaid\n(.*?)```", review_format("markdown").render(NASTY), re.DOTALL)
    for line in picture.splitlines():
        inside = re.sub(r'\["[\w .,/=+:-]*"\]|\[\("[\w .,/=+-]*"\)\]|\(\["notebook"\]\)|\|"[\w .,/=+-]*"\|', "", line)
        assert not set(inside) & set('"<>()[]`') - set("<>") or "==>" in inside or "-->" in inside, line
