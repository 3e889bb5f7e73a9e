"""The picture in a comment: a strict grammar of what we write, and the real Mermaid in a browser where there is one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.model.review import CellChange, Delta, Fate, FlowChange, Kind, Link, NotebookReview
from nb2pkg.reporter.review_picture import picture
from tests.support.browser import CHROMIUM, shown

MERMAID = "mermaid@11.12.0"
TEXT = r"[\w .,/=+-]*"
NODE = r"(?:c\d+|old\d+)"
LINES = (
    rf'  {NODE}\["(?:old )?cell \d+(?:: {TEXT})?"\]:::(?:added|changed|removed|same)',
    rf'  {NODE} (?:==>|-\.->)\|"[+-] {TEXT}"\| {NODE}',
    rf'  (?:nb --> )?f\d+\[\("{TEXT}"\)\](?: --> nb)?',
    r"  class f\d+ (?:added|removed)",
    r'  nb\(\["notebook"\]\)',
    r"  classDef \w+ [\w:#,-]+",
)
NASTY = (
    "x", "end", "graph TD", "%%{init: {'theme': 'x'}}%%", '"]:::x', "--> y", "click c1 \"javascript:alert(1)\"",
    "<img src=x onerror=alert(1)>", "`md`", "**b**", "$$x$$", "#quot;", "a\nb", "\u202e", "fa:fa-car", "@{shape: x}",
    "---", "; style c1 fill:#f00", "1. list", "- item", "\\", "'", "{", "||", "http://e.x", "", " ", "名前", "__x__",
)  # fmt: skip
words = st.lists(st.sampled_from(NASTY), min_size=1, max_size=4).map(" ".join)


def drawn(*some: str) -> str:
    one, two, *_ = (*some, "x")
    return picture(
        NotebookReview(
            path="a.ipynb",
            kind=Kind.MODIFIED,
            cells=(
                CellChange(fate=Fate.ADDED, kind="code", title=one, after=0),
                CellChange(fate=Fate.REMOVED, kind="code", title=two, before=2),
                CellChange(fate=Fate.CHANGED, kind="code", title=two, before=1, after=1),
            ),
            flow=FlowChange(
                reads=Delta(added=(one, two), removed=(two,)),
                writes=Delta(added=(two,), removed=(one,)),
                links=(
                    Link(writer=0, reader=1, names=(one, two), is_added=True),
                    Link(writer=-3, reader=1, names=(two,), is_added=False),
                ),
            ),
        )
    )


@given(words, words)
def test_it_holds_nothing_but_our_subset_of_mermaid(one: str, two: str) -> None:
    first, *lines = drawn(one, two).split("\n")
    assert first == "flowchart LR"
    assert len(lines) == len(drawn("x", "x").split("\n")) - 1
    for line in lines:
        assert any(re.fullmatch(form, line) for form in LINES), line


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None or shutil.which("npm") is None, reason="needs chromium and npm")
def test_the_real_mermaid_draws_it(tmp_path: Path) -> None:
    script = _mermaid(tmp_path)
    pictures = [drawn(word, other) for word, other in zip(NASTY, NASTY[1:] + NASTY[:1], strict=True)]
    page = tmp_path / "page.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><div id="all"></div><script src="{script.as_uri()}"></script><script>'
        "window.alert = () => { document.title = 'alert'; };"
        'mermaid.initialize({startOnLoad: false, securityLevel: "strict"});'
        "(async () => {\n"
        "let n = 0;\n"
        f"for (const text of {json.dumps(pictures)}) {{\n"
        "  const box = document.createElement('section'); document.getElementById('all').append(box);\n"
        "  try { box.innerHTML = (await mermaid.render('p' + n++, text)).svg; box.className = 'drawn'; }\n"
        "  catch (error) { box.className = 'failed'; box.textContent = error + '\\n' + text; }\n"
        "}\n"
        "document.body.dataset.done = 'yes';\n"
        "})();</script>",
        encoding="utf-8",
    )
    dom = shown(page, tmp_path / "profile", patience_ms=60_000).dom
    assert 'data-done="yes"' in dom
    assert '<section class="failed">' not in dom, dom[dom.index('<section class="failed">') :][:500]
    assert dom.count('<section class="drawn">') == len(pictures)
    assert "<title>alert</title>" not in dom
    assert "Unsupported markdown" not in dom, "it takes a label for a list"
    assert not re.search(
        r"<img|javascript:|<section[^>]*>[^\x00]*?<a [^>]*href", dom[dom.index('id="all"') :].split("<script")[0]
    )


def _mermaid(folder: Path) -> Path:
    """Its script, as the registry has it; not kept."""
    command = ["npm", "pack", MERMAID, "--silent", "--pack-destination", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=folder)
    except subprocess.TimeoutExpired:
        pytest.skip("the registry does not answer")
    if done.returncode:
        pytest.skip(f"npm pack {MERMAID}: {done.stderr.strip()[:200]}")
    with tarfile.open(next(folder.glob("mermaid-*.tgz"))) as archive:
        archive.extract("package/dist/mermaid.min.js", folder, filter="data")
    return folder / "package" / "dist" / "mermaid.min.js"
