"""A pull request from a stranger, whole: git, notebooks, all formats; nobody is mentioned and nothing breaks out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.reporter import review_format_names
from tests.support.git_repository import Code, commit, git, notebook, repository
from tests.support.rendered import Rendered, github_html

EVIL = (
    "@ann #1 GH-2 !3 </details></code></pre><script>alert(1)</script> | `x` ``` ~~~ [l](http://e.x) www.e.x a@b.co "
    "<!-- nb2pkg review --> \x1b[31m\u202e\u200b"
)
NAMES = ("a|b `c` @ann.ipynb", "x](http:e.x) #1 <b>.ipynb", "new\nline /close.ipynb", "rtl\u202e.ipynb", "-o.ipynb")
STEERING = {"\x1b", "\x07", "\u202e", "\u200b", "\r"}


def evil_notebook(number: int) -> str:
    document = json.loads(
        notebook(
            Code(source=f"# {EVIL}\n{EVIL}", id="m1", kind="markdown"),
            Code(source=f"open('/home/ann/{EVIL}{number}')  # {EVIL}", id="c1", count=3, out=EVIL),
            Code(source=f"undefined_{number}(/close", id="c2", count=2, out=EVIL),
            Code(source=f"eval({EVIL!r})\nimport os; os.system({EVIL!r})\nprint(missing)", id="c3", count=1),
            Code(source=EVIL, id="c4"),
        )
    )
    document["cells"][1]["id"] = EVIL
    document["metadata"]["kernelspec"]["display_name"] = EVIL
    document["metadata"]["title"] = EVIL
    return json.dumps(document)


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = repository(tmp_path / "repository")
    commit(folder, {"a.ipynb": notebook("print(1)")})
    git(folder, "checkout", "--quiet", "-b", "feature")
    files = {name: evil_notebook(number) for number, name in enumerate(NAMES)}
    commit(folder, {**files, "a.ipynb": evil_notebook(9), "bad @ann.ipynb": f"{{ {EVIL}"})
    monkeypatch.chdir(folder)
    return folder


def test_every_format_stays_in_its_place(run: Any, stranger: Path, tmp_path: Path) -> None:
    monkey_formats = [f"{name}={tmp_path / name}" for name in review_format_names()]
    options = [word for one in monkey_formats for word in ("--format", one)]
    ran = _in(stranger, run, "review", "--exit-zero", *options)
    assert (ran.code, ran.err) == (0, "")
    for name in review_format_names():
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert not set(text) & STEERING, name
    for name in ("markdown", "summary"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert len(text) < 65_536
        assert text.rstrip().endswith("<!-- nb2pkg review -->")
        assert not any(line.startswith("/") for line in text.split("\n"))
        page = Rendered(github_html(text))
        assert page.references() == []
        assert page.tags <= {
            "h2", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "p", "ul", "li", "strong", "em",
            "details", "summary", "blockquote",
        }  # fmt: skip
        assert page.attributes <= {"align", "open", "lang"}
        assert page.skeleton.count("td") == page.skeleton.count("tr") * 6 - 6
        assert page.skeleton.count("details") == page.skeleton.count("/details") >= len(NAMES)
        assert page.skeleton[-1] == "!nb2pkg review"
        assert _depth(page.skeleton) == 0
    for line in (tmp_path / "github").read_text(encoding="utf-8").splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice "))


def _depth(skeleton: list[str]) -> int:
    """How many details are open at the end; never fewer than none."""
    depth = 0
    for tag in skeleton:
        depth += (tag == "details") - (tag == "/details")
        assert depth in {0, 1}
    return depth


def _in(folder: Path, run: Any, *arguments: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return run(*arguments)


@pytest.mark.slow
def test_lines_of_ten_megabytes(run: Any, tmp_path: Path) -> None:
    big, some = ("A<b>@x|`*" * (size // 9) for size in (10_000_000, 1_000_000))
    folder = repository(tmp_path / "repository")
    commit(folder, {"a.txt": ""})
    git(folder, "checkout", "--quiet", "-b", "feature")
    commit(
        folder,
        {
            "source.ipynb": notebook(f"x = '{big}'\nopen('/home/ann/x.csv')\nprint(x)"),
            "path.ipynb": notebook(f"open('/home/ann/{some}')\nopen('{some[1:]}', 'w')"),
            "name.ipynb": notebook("x" * 10_000_000 + " = input()"),
            "output.ipynb": notebook(Code(source="print(missing)", count=2, out=some)),
            "prose.ipynb": notebook(Code(source=f"# {big}", kind="markdown"), "print(missing)"),
        },
    )
    names = ("text", "markdown", "json", "html", "github", "sarif")
    options = [word for name in names for word in ("--format", f"{name}={tmp_path / name}")]
    ran = _in(folder, run, "review", "--no-ruff", "--exit-zero", *options)
    assert (ran.code, ran.err) == (0, "")
    for name in names:
        assert (tmp_path / name).stat().st_size < 200_000, name
    assert Rendered(github_html((tmp_path / "markdown").read_text())).references() == []
