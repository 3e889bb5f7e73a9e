"""Comments as GitHub's own renderer shows them: a hostile notebook's is laid out as a harmless one's."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nb2pkg.reporter import check_format, review_format
from nb2pkg.reporter.check_formats.github import FORMAT as GITHUB
from nb2pkg.reporter.introduced import introduced
from tests.support import check_reports, review_reports
from tests.support.rendered import REFERENCES, Rendered, github_html

PARTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "</details>", "</code></pre>",
    "</td></tr></table>", "<![CDATA[", "<style>", "<a href='javascript:x'>", "&lt;b&gt;", "&#64;ann", "&amp;",
    "@someone", "@org/team", "a@b.co", "#12", "org/shop#12", "!3", "~bug", "%1.0", "&4", "$5", "GH-7", ":tada:",
    "https://e.x/y", "www.e.x", "mailto:a@b.co", "[l](http://e.x)", "![i](http://e.x/i.png)", "[[wiki]]", "[x]",
    "[1]: http://e.x", "[^1]", "`", "``", "```", "~~~", "$$", "|", "\\|", "\\", "\\`", "**", "__", "~~", "***", "---",
    "# h", "- l", "> q", "1. n", "/close", "\t", "\n", "\n\n", "\r\n", "\x1b[31m", "\x07", "\u202e", "\u2066", "\u200b",
    "\ufeff", "\x00", "\ud800", "é", "名前", "%%{init: {'theme':'x'}}%%", '"]:::x', "--> y", "click c1 href", "end",
    "::error::x", "%0A", " ", "word",
)  # fmt: skip
hostile = st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).map("".join).filter(lambda text: text.strip())


def of_review(word: str, name: str) -> str:
    found = review_reports.placed(said=word, line=word)
    return review_format(name).render(review_reports.review(found, path=word, word=word))


def of_check(word: str, name: str) -> str:
    return check_format(name).render(check_reports.report(check_reports.placed(message=word, text=word), path=word))


PLAIN = {render: Rendered(github_html(render("x", "markdown"))) for render in (of_review, of_check)}


@pytest.mark.parametrize("render", PLAIN)
@given(word=hostile)
def test_nothing_breaks_out(render: object, word: str) -> None:
    text = render(word, "markdown")  # type: ignore[operator]
    text.encode()
    shown, plain = Rendered(github_html(text)), PLAIN[render]  # type: ignore[index]
    assert shown.skeleton == plain.skeleton
    assert shown.tags | {"code", "em", "br"} == plain.tags | {"code", "em", "br"}
    assert shown.attributes == plain.attributes
    assert shown.references() == []
    assert not any(line.startswith("/") for line in text.splitlines()), "GitLab takes such lines for commands"


@pytest.mark.parametrize("render", PLAIN)
@given(word=hostile)
def test_another_renderer_sees_the_same(render: object, word: str) -> None:
    def skeleton(text: str) -> list[str]:
        return Rendered(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text)).skeleton

    assert skeleton(render(word, "markdown")) == skeleton(render("x", "markdown"))  # type: ignore[operator]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_alone_stays_text(part: str) -> None:
    word = f"{part} w"
    for render, plain in PLAIN.items():
        shown = Rendered(github_html(render(word, "markdown")))
        assert shown.skeleton == plain.skeleton
        assert shown.references() == []


def test_the_guard_sees_what_it_looks_for() -> None:
    seen = Rendered(github_html("| a |\n| - |\n| b @ann #1 www.e.x <b> |\n\n<script>"))
    assert seen.references()
    assert seen.skeleton != PLAIN[of_check].skeleton
    assert REFERENCES.search("see GH-1")
    assert "a" in seen.tags


def test_a_bar_in_code_is_shown_as_one() -> None:
    for render in PLAIN:
        html = github_html(render("`df[a | b]`", "markdown"))
        assert "df[a | b]" in html
        assert "\\|" not in html


@pytest.mark.parametrize("name", ["markdown", "summary", "text", "github", "sarif", "gitlab", "json", "html", "junit"])
def test_ten_megabytes_on_a_line(name: str) -> None:
    """In the text and the source; messages of real findings are cut before they come here."""
    started = time.monotonic()
    big = "`@x|<b>*&" * (10_000_000 // 9)
    found = review_reports.placed(said="x", line=big)
    text = review_format(name).render(review_reports.review(found, path="a.ipynb", word="x"))
    assert len(text) < 100_000
    assert time.monotonic() - started < 5


def test_annotations_hold_no_line_of_the_notebook() -> None:
    shown = introduced(review_reports.review(review_reports.placed(said="::error::x\n::add-mask::y"), path="\n::x::y"))
    lines = GITHUB.render(shown).splitlines()
    assert all(re.match(r"::(error|warning|notice) ", line) for line in lines)
