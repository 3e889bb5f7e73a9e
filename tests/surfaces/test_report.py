"""`nb2pkg report`: one page that needs nothing else, in which nothing from the notebook is more than text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.support.git_repository import Code, notebook

HOSTILE = "</pre></span><script>alert(1)</script><img src=x onerror=alert(1)> ]]> {{x}} javascript:alert(1)" + (
    " \u202e\u200b \x1b[31m"
)
FLOW = (
    "import pandas as pd\ndf = pd.read_csv('/home/ann/orders.csv')",
    "df = df.dropna()\nprint(df.shape)",
    "total = df.gross.sum()\nprint(total)",
)


class Page(HTMLParser):
    """What matters of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def values(self, name: str) -> list[str]:
        return [value for known, value in self.attributes if known == name]


def page_of(run: Any, *cells: Code | str, name: str = "a.ipynb") -> str:
    Path(name).write_text(notebook(*cells), encoding="utf-8")
    ran = run("report", name, "-o", "page.html")
    assert (ran.code, ran.err) == (0, "")
    return Path("page.html").read_text(encoding="utf-8")


def checked(text: str) -> Page:
    """A page that keeps its promises: no script, nothing loaded, each id once, each link leads somewhere on it."""
    page = Page(text)
    assert not {"script", "iframe", "object", "embed", "base", "link", "form"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    assert all(value.startswith("data:image/") for value in page.values("src"))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {value.removeprefix("#") for value in page.values("href")} <= set(ids)
    assert {"main", "header", "footer", "h1", "h2", "h3"} <= set(page.tags)
    assert page.tags.count("h1") == 1
    return page


def test_cells_stand_beside_what_they_become(run: Any) -> None:
    text = page_of(run, Code(source="# Orders", kind="markdown"), *FLOW)
    page = checked(text)
    assert "NB201" in text
    assert "In [2]" in text
    assert page.tags.count("svg") >= 2
    assert any(value.startswith("fn-") for value in page.values("id"))
    assert "orders_path" in text


def test_a_function_that_took_a_part_of_a_cell_is_shown(run: Any) -> None:
    """Its cell counts as another's: of most of its statements became something else."""
    mixed = "def one(x):\n    return x\ndef two(x):\n    return x\nclass Three:\n    pass\ntotal = one(two(3))"
    text = page_of(run, "import math", mixed, "print(total, Three)", "print(math.pi + total)")
    checked(text)
    assert all(f'id="fn-{name}"' in text for name in ("one", "two", "Three"))


def test_the_policy_allows_the_style_alone(run: Any) -> None:
    text = page_of(run, *FLOW)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text
    assert "unsafe-inline" not in text


def test_what_a_notebook_says_is_text(run: Any) -> None:
    cells = (
        Code(source=f"# {HOSTILE}\n\n- {HOSTILE}\n\n```\n{HOSTILE}\n```\n[{HOSTILE}](javascript:x)", kind="markdown"),
        Code(source=f"x = {HOSTILE!r}  # {HOSTILE}\nopen('/home/ann/{HOSTILE[:20]}')\nprint(x)", count=1, out=HOSTILE),
        Code(source=HOSTILE, kind="raw"),
    )
    text = page_of(run, *cells, name="a&b<i>.ipynb")
    page = checked(text)
    assert "img" not in page.tags
    assert not set(text) & {"\u202e", "\u200b", "\x1b"}


def test_tables_are_made_anew_and_images_are_checked(run: Any, tmp_path: Path) -> None:
    document = json.loads(notebook("print(1)"))
    html = "<table onclick=x><tr>"
    html += "<td rowspan='2' onclick=y>one<script>alert(1)</script></td><td><b>two</b></td></tr></table>"
    data = [{"text/html": html, "text/plain": "t"}, {"image/png": "iVBORw0KGgo="}, {"image/png": 'x" onerror="y'}]
    document["cells"][0]["outputs"] = [{"output_type": "display_data", "data": d, "metadata": {}} for d in data]
    Path("a.ipynb").write_text(json.dumps(document))
    assert run("report", "a.ipynb", "-o", "page.html").code == 0
    page = checked(Path("page.html").read_text())
    assert page.values("src") == ["data:image/png;base64,iVBORw0KGgo="]
    assert "2" in page.values("rowspan")


def test_secrets_are_masked_everywhere(run: Any) -> None:
    key = "AKIA" + "Z7QK2M4NPX3RT5VW"
    cells = (
        f"import boto3\nc = boto3.client('s3', aws_access_key_id='{key}')\nprint(c)",
        f"password = 'hunter22{key[4:]}'\nprint(password)",
    )
    text = page_of(run, *cells, Code(source=f"key: {key}", kind="markdown"), Code(source="print(c)", out=key))
    assert "NB301" in text
    assert key not in text
    assert "hunter22" not in text


def test_a_cell_that_does_not_parse_leaves_the_findings(run: Any) -> None:
    text = page_of(run, "x = (", "print(1)")
    checked(text)
    assert "No package can be made of it yet: 1 cell does not parse." in text
    assert "NB601" in text


def test_several_notebooks_are_one_page(run: Any) -> None:
    for name in ("a.ipynb", "b.ipynb"):
        Path(name).write_text(notebook(*FLOW))
    Path("c.ipynb").write_text("{")
    ran = run("report", ".", "-o", "page.html")
    assert ran.code == 0
    text = Path("page.html").read_text()
    page = Page(text)
    assert len(page.values("id")) == len(set(page.values("id")))
    assert "c.ipynb is truncated" in text
    assert run("report", "c.ipynb").code == 2


def test_an_empty_notebook_has_a_page(run: Any) -> None:
    text = page_of(run)
    assert "There is no code in it." in text


def test_a_verdict_is_shown(run: Any) -> None:
    comparisons = [
        {"key": "df", "level": "numeric", "outcome": "same", "function": None, "cell": 1, "detail": ""},
        {
            "key": "<b>",
            "level": "behaviour",
            "outcome": "different",
            "function": None,
            "cell": 1,
            "detail": "1 is not 2",
        },
    ]
    document = {
        "schema": 1,
        "result": "different",
        "date": "2026-01-02",
        "counts": {"same": 1, "different": 1, "close": 0},
    }
    Path("verdict.json").write_text(json.dumps(document | {"comparisons": comparisons}))
    Path("a.ipynb").write_text(notebook(*FLOW))
    assert run("report", "a.ipynb", "-o", "page.html", "--verdict", "verdict.json").code == 0
    text = Path("page.html").read_text()
    checked(text)
    assert "1 is not 2" in text
    assert "0 close" not in text
    ran = run("report", "a.ipynb", "--verdict", "a.ipynb")
    assert (ran.code, "is no verdict" in ran.err) == (2, True)
