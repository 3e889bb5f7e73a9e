"""`nb2pkg review --format html`: one page about a change, in which nothing from the notebooks is more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from nb2pkg.model.review import ReviewReport
from nb2pkg.reporter import review_format
from nb2pkg.reporter.page.frame import POLICY
from tests.support.review_reports import FULL, NASTY, placed, review

VOID = frozenset({"meta"})


class Page(HTMLParser):
    """Elements in order, whether each is closed, attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.skeleton: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skeleton.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [value for known, value in self.attributes if known == name]


def render(shown: ReviewReport) -> str:
    return review_format("html").render(shown)


@pytest.mark.parametrize("shown", [FULL, NASTY], ids=["full", "nasty"])
def test_it_is_sound(shown: ReviewReport) -> None:
    text = render(shown)
    page = Page(text)
    assert page.open == []
    assert not {"script", "iframe", "object", "embed", "base", "link", "form", "img"} & set(page.skeleton)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"style", "src"}]
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {value.removeprefix("#") for value in page.values("href")} <= set(ids)
    assert all(value.startswith("#") for value in page.values("href"))
    assert page.skeleton.count("h1") == page.skeleton.count("main") == page.skeleton.count("header") == 1
    assert f'content="{POLICY}"' in text
    assert "unsafe-inline" not in text
    assert not set(text) & {"\x1b", "\x07", "\u202e", "\u200b", "\r"}


def test_a_hostile_notebook_is_laid_out_as_a_harmless_one() -> None:
    word = "</p></li></table><script>alert(1)</script><!--\"' onerror=x \u202e `a` b"
    inline = {"code"}
    hostile, plain = (
        [tag for tag in Page(render(review(placed(said=w, line=w), path=w, word=w))).skeleton if tag not in inline]
        for w in (word, "x")
    )
    assert hostile == plain


def test_it_tells_all_that_a_reviewer_wants() -> None:
    text = render(FULL)
    assert "<h1>2 findings introduced (1 error, 1 note), 1 fixed in 1 notebook; 1 notebook cannot be read</h1>" in text
    assert '<span class="pill error">Fails</span>' in text
    for said in ("Introduced", "Fixed: 1 finding", "Cells", "Data flow", "The package that it would become"):
        assert f">{said}<" in text, said
    assert "now reads the file <code>x</code>" in text
    assert "cell 1 now gives x to former cell 3" in text
    assert re.search(r"<pre><code><span class=.l.>x = 1</span>", text)
    assert "Why it matters (a-rule)" in text


def test_what_stays_is_there_but_folded() -> None:
    text = render(FULL)
    assert text.index(">Introduced<") < text.index("Fixed: 1 finding")
    assert "<details open" not in text


def test_long_lists_are_cut_and_said_to_be() -> None:
    many = review(*(placed(n=n) for n in range(150)))
    text = render(many)
    assert "And 50 more." in text
    assert text.count("Why it matters") <= 101 + 1


def test_nothing_changed() -> None:
    empty = ReviewReport(notebooks=(), base="", head="", rules=(), threshold=FULL.threshold, version="1")
    text = render(empty)
    assert "<h1>No notebook changed</h1>" in text
    assert Page(text).open == []
