"""`nb2pkg graph`: the data flow of a notebook as a picture, without running it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from nb2pkg.reporter.layering import laid_out

CHURN = Path(__file__).parents[2] / "fixtures" / "notebooks" / "churn" / "churn.ipynb"
FIXTURES = CHURN.parents[1]
CELLS = (
    "import pandas as pd\ndf = pd.read_csv('orders.csv')",
    "df = df.dropna()\nrows = len(df)",
    "seen = [rows]",
    "seen.append(df.gross.sum())",
    "print(seen)",
)
HOSTILE = 'a"]; click x "javascript:alert(1)" <script>alert(1)</script> `{{#}}` \u202e.csv'


def flow_of(run: Any, notebook: Path, *options: str) -> dict[str, Any]:
    ran = run("graph", notebook, "--format", "json", *options)
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_cells_that_need_each_other_are_linked(run: Any, write: Any) -> None:
    flow = flow_of(run, write(*CELLS), "--by", "cells")
    links = {(link["from"], link["to"], *link["names"], link["kind"]) for link in flow["links"]}
    assert ("c0", "c1", "df", "value") in links
    assert ("c1", "c2", "rows", "value") in links
    assert ("c3", "c4", "seen", "mutation") in links
    assert not {link for link in links if link[0] > link[1]}
    assert [node["cells"] for node in flow["nodes"]] == [[n] for n in range(5)]


def test_functions_are_linked_by_what_they_hand_over(run: Any) -> None:
    flow = flow_of(run, CHURN)
    label = {node["id"]: node["label"] for node in flow["nodes"]}
    links = {(label[link["from"]], label[link["to"]]): link["names"] for link in flow["links"]}
    assert links["load_data", "clean_data"] == ["df"]
    assert links["telco_churn_path", "load_data"] == []
    assert links["save_churn_model", "churn_model_path"] == []
    assert "results" in links["fit_models", "fit_random_forest"]
    assert flow["title"] == "Customer churn - telco"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("with open('a.txt') as file:\n    print(file.read())", "input"),
        ("with open('a.txt', mode='rb') as file:\n    print(len(file.read()))", "input"),
        ("with open('a.txt', 'w') as file:\n    file.write('x')", "output"),
        ("import io\nprint(io.open('a.txt').read())", "input"),
    ],
)
def test_the_mode_says_whether_an_opened_file_is_read(run: Any, write: Any, code: str, kind: str) -> None:
    flow = flow_of(run, write(code))
    assert [node["kind"] for node in flow["nodes"] if node["label"].startswith("a_")] == [kind]


@pytest.mark.parametrize("suffix", ["mmd", "json", "svg", "html"])
def test_the_suffix_says_the_format(run: Any, suffix: str) -> None:
    ran = run("graph", CHURN, "-o", f"out/flow.{suffix}")
    assert (ran.code, ran.out) == (0, "")
    text = Path(f"out/flow.{suffix}").read_text(encoding="utf-8")
    begins = {"mmd": "flowchart TD\n", "json": "{", "svg": "<svg ", "html": "<!doctype html>"}
    assert text.startswith(begins[suffix])
    assert "fit_random_forest" in text


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.mark.parametrize("by", ["functions", "cells"])
def test_what_a_notebook_says_is_text(run: Any, write: Any, by: str) -> None:
    notebook = write(f"import pandas as pd\ndf = pd.read_csv({HOSTILE!r})", f"print(df)  # {HOSTILE}")
    page = run("graph", notebook, "--by", by, "--format", "html").out
    found = Page(page)
    assert not {"script", "iframe", "object", "img", "a", "link", "base", "form"} & found.tags
    assert not [name for name, _ in found.attributes if name.startswith("on") or name in {"href", "src", "style"}]
    assert "default-src 'none'" in page
    assert "\u202e" not in page
    ElementTree.fromstring(run("graph", notebook, "--by", by, "--format", "svg").out)
    mermaid = run("graph", notebook, "--by", by).out
    shape = re.compile(r'    [fcp]\d+(?:\(|\[[/\\]?)"[\w ._,()=+:/\'*#;<>-]*"(?:\)|[/\\]?\])')
    link = re.compile(r'    [fcp]\d+ (?:-->|-\.->)(?:\|"[\w ,+]*"\|)? [fcp]\d+')
    for line in mermaid.splitlines()[1:]:
        assert shape.fullmatch(line) or link.fullmatch(line), line
    assert set(re.findall(r"<[^>]*>", mermaid)) <= {"<br>"}


def test_secrets_are_not_drawn(run: Any, write: Any) -> None:
    key = "AKIA" + "Z7QK2M4NPX3RT5VW"
    notebook = write(f"key = '{key}'", "print(key)")
    for name in ("json", "html", "svg", "mermaid"):
        for by in ("cells", "functions"):
            assert key not in run("graph", notebook, "--format", name, "--by", by).out


def test_no_boxes_overlap(run: Any) -> None:
    """On all fixtures, by functions and by cells; each link leads down."""
    pictures = 0
    for notebook in sorted(FIXTURES.glob("*/*.ipynb")):
        for by in ("functions", "cells"):
            ran = run("graph", notebook, "--format", "svg", "--by", by)
            if ran.code == 0:
                root = ElementTree.fromstring(ran.out)
                boxes = [_box(node) for node in root.iter("{http://www.w3.org/2000/svg}rect")]
                assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if _overlap(a, b)]
                pictures += 1
    assert pictures > 30


def _box(node: ElementTree.Element) -> tuple[float, float, float, float]:
    x, y, width, height = (float(node.attrib[name]) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_the_layout_of_nothing_is_empty() -> None:
    layout = laid_out({}, [])
    assert (layout.boxes, layout.lines) == ({}, ())


def test_links_lead_down() -> None:
    sizes = dict.fromkeys("abcde", (30.0, 20.0))
    layout = laid_out(sizes, [("a", "b"), ("a", "d"), ("b", "c"), ("c", "d"), ("e", "d")])
    y = {name: box.y for name, box in layout.boxes.items()}
    assert y["a"] < y["b"] < y["c"] < y["d"]
    assert y["e"] == y["c"]  # near what takes it
    assert all(points == tuple(sorted(points, key=lambda point: point[1])) for points in layout.lines)


def test_what_cannot_be_drawn_is_told(run: Any, write: Any) -> None:
    assert run("graph", write("print(1)"), "--format", "dot").code == 2
    assert run("graph", "nowhere.ipynb").code == 2
    empty = run("graph", write("", file="empty.ipynb"), "--format", "svg")
    assert empty.code in {0, 2}
    assert "defect" not in empty.err
