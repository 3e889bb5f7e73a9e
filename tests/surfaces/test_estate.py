"""`nb2pkg estate`: the data set, the page, and runs that go on where another stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from tests.support.full_disk import largest_file
from tests.support.git_repository import commit, git, notebook, repository
from tests.surfaces.conftest import Run

ROOT = Path(__file__).parents[2]
SECRET = "AKIAQ7XW3ZJ5N2KD8FPT"
HOSTILE = "</script><script>alert(1)</script>"
SHARED = """def load(path):
    frame = pd.read_csv(path)
    frame = frame.dropna()
    frame['net'] = frame.gross / 1.19
    return frame"""
R = {"metadata": {"kernelspec": {"name": "ir", "language": "R"}}}

NOTEBOOKS = {
    "a/one.ipynb": notebook("import pandas as pd", SHARED, "data = load('/home/ann/x.csv')\nprint(data)"),
    "a/two.ipynb": notebook("import pandas as pd", SHARED.replace("frame", "table"), "print(undefined_thing)"),
    "b/keys.ipynb": notebook(f"key = '{SECRET}'", f"print('{HOSTILE}')"),
    "b/r.ipynb": json.dumps(
        json.loads(notebook("x <- 1")) | {"metadata": {"kernelspec": {"name": "ir", "language": "R"}}}
    ),
    "b/broken.ipynb": '{"cells": [',
    "b/ignored.ipynb": notebook("x = 1"),
    "b/.gitignore": "ignored.ipynb\n",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with a few notebooks, old enough for their times to be trusted."""
    root = repository(tmp_path / "team <b>")
    commit(root, NOTEBOOKS)
    age(root)
    return root


def age(root: Path, seconds: float = 60) -> None:
    for path in root.rglob("*.ipynb"):
        os.utime(path, (time.time() - seconds, time.time() - seconds))


def rows(out: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{out}'")
        return connection.execute(query).fetchall()


def everything(out: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = ("notebooks", "findings", "cells", "imports", "clusters", "owners")
    return {table: sorted(rows(out, f"FROM '{table}.parquet'"), key=str) for table in tables}


def test_what_it_says_of_a_small_estate(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("estate", tree, "--out", out, "--jobs", "1")
    assert ran.code == 0, ran.err
    assert "5 notebooks (5 read now)" in ran.out
    assert "1 hold secrets" in ran.out
    assert ran.err.splitlines()[-1].startswith("5 of 5 notebooks")
    found = dict(rows(out, "SELECT path, standing FROM 'notebooks.parquet'"))
    assert found == {
        "a/one.ipynb": "checked",
        "a/two.ipynb": "checked",
        "b/keys.ipynb": "checked",
        "b/r.ipynb": "skipped",
        "b/broken.ipynb": "unreadable",
    }
    assert rows(out, "SELECT path FROM 'findings.parquet' WHERE code = 'NB101'") == [("a/two.ipynb",)]
    assert rows(out, "SELECT kind, path, cell FROM 'clusters.parquet'") == [
        ("renamed", "a/one.ipynb", 1),
        ("renamed", "a/two.ipynb", 1),
    ]
    assert rows(out, "SELECT DISTINCT distribution FROM 'imports.parquet'") == [("pandas",)]
    assert rows(out, "SELECT DISTINCT owner, commits FROM 'owners.parquet'") == [("Ann", 1)]
    summary = json.loads((out / "estate.json").read_text())
    assert summary["notebooks"] == 5
    assert summary["clusters"][0]["preview"] == "def load(path):"


def test_nothing_shows_a_secret(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("estate", tree, "--out", out, "--engine", "serial")
    assert SECRET not in ran.out + ran.err
    for file in out.rglob("*"):
        assert file.is_dir() or SECRET.encode() not in file.read_bytes()
    assert SECRET not in json.dumps(everything(out), default=str)


class Page(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_loads_nothing_and_runs_nothing_of_the_notebooks(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    file = tree / f"b/{'<img src=x onerror=alert(1)>'}.ipynb"
    file.write_text(notebook(*[f"{HOSTILE} = (\n"] * 2))
    (tree / "b" / "two.ipynb").write_text(NOTEBOOKS["a/one.ipynb"].replace("net", "<script>alert(2)</script>"))
    run("estate", tree, "--out", out, "--engine", "serial")
    text = (out / "estate.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert {tag for tag, _ in page.tags} & {"img", "link", "iframe", "object", "b onerror"} == set()
    assert not any(name.startswith("on") or name == "style" for _, attrs in page.tags for name in attrs)
    assert not any((attrs.get("href") or "#")[0] != "#" or "src" in attrs for _, attrs in page.tags)
    policy = next(a["content"] or "" for t, a in page.tags if t == "meta" and a.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_a_second_run_reads_what_changed(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("estate", tree, "--out", out, "--engine", "serial")
    before = everything(out)
    again = run("estate", tree, "--out", out, "--engine", "serial")
    assert again.out.startswith("5 notebooks, nothing changed since the last run")
    assert again.err == ""
    assert everything(out) == before

    (tree / "a/two.ipynb").write_text(NOTEBOOKS["a/one.ipynb"])
    (tree / "b/keys.ipynb").unlink()
    (tree / "new.ipynb").write_text(notebook("x = 1"))
    age(tree)
    third = run("estate", tree, "--out", out, "--engine", "serial")
    assert "5 notebooks (2 read now)" in third.out
    changes = json.loads((out / "estate.json").read_text())["changes"]
    assert (changes["added"], changes["removed"], changes["changed"]) == (1, 1, 1)
    assert [(one["path"], one["after"]) for one in changes["better"]] == [
        ("a/two.ipynb", changes["better"][0]["after"])
    ]
    fresh = tmp_path / "fresh"
    run("estate", tree, "--out", fresh, "--engine", "serial")
    assert everything(out) == everything(fresh)


def test_tables_of_many_row_groups(run: Run, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row group of a large table has its own dictionary: pyarrow does not count over them as they are."""
    run("estate", tree, "--out", tmp_path / "whole", "--engine", "serial")
    (tree / "z.ipynb").write_text(NOTEBOOKS["a/two.ipynb"])
    age(tree)
    monkeypatch.setattr("nb2pkg.engine.estate.publish.ROWS_AT_ONCE", 1)
    monkeypatch.setattr("nb2pkg.engine.estate.clones.ROWS_AT_ONCE", 5)
    ran = run("estate", tree, "--out", tmp_path / "whole", "--engine", "serial")
    assert ran.code == 0, ran.err
    assert rows(tmp_path / "whole", "SELECT max(row_group_id) FROM parquet_metadata('findings.parquet')") > [(1,)]
    counts = {
        one["code"]: one["notebooks"] for one in json.loads((tmp_path / "whole" / "estate.json").read_text())["rules"]
    }
    assert counts["NB101"] == 2
    assert rows(tmp_path / "whole", "SELECT count(*) FROM 'clusters.parquet'") == [(3,)]


def test_files_that_were_touched_are_compared_by_content(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("estate", tree, "--out", out, "--engine", "serial")
    age(tree, 30)
    again = run("estate", tree, "--out", out, "--engine", "serial")
    assert "(0 read now)" in again.out or "(1 read now)" in again.out  # what is broken has no fingerprint
    assert run("estate", tree, "--out", out, "--engine", "serial").out.startswith("5 notebooks, nothing changed")


def test_a_new_commit_brings_new_owners(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("estate", tree, "--out", out, "--engine", "serial")
    git(tree, "-c", "user.name=Bob", "commit", "--quiet", "--allow-empty", "-m", "nothing")
    assert "(0 read now)" in run("estate", tree, "--out", out, "--engine", "serial").out


def test_another_choice_of_rules_starts_anew(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("estate", tree, "--out", out, "--engine", "serial")
    ran = run("estate", tree, "--out", out, "--engine", "serial", "--select", "NB3")
    assert "(5 read now)" in ran.out
    assert {code[:3] for (code,) in rows(out, "SELECT DISTINCT code FROM 'findings.parquet'")} == {"NB3"}


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_where_it_stopped(tree: Path, tmp_path: Path, run: Run) -> None:
    for n in range(200):
        (tree / f"n{n:03}.ipynb").write_text(notebook(f"import pandas as pd\nprint({n})", SHARED))
    age(tree)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "nb2pkg", "estate", str(tree), "--out", str(out), "--jobs", "1", "--no-ruff"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list((out / ".shards" / "notebooks").glob("0*.parquet")):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (out / "notebooks.parquet").exists()
    kept = len(list((out / ".shards" / "notebooks").glob("0*.parquet")))
    ran = run("estate", tree, "--out", out, "--jobs", "1", "--no-ruff")
    left = int(re.findall(r"of (\d+) notebooks", ran.err)[-1])
    assert left <= 205 - 50 * kept
    fresh = tmp_path / "fresh"
    run("estate", tree, "--out", fresh, "--engine", "serial", "--no-ruff")
    assert everything(out) == everything(fresh)


def test_a_notebook_that_hangs_is_a_row(run: Run, tree: Path, tmp_path: Path) -> None:
    lines = "\n".join(f"x{{n}}_{k} = [{{n}}]\nprint(x{{n}}_{k})" for k in range(5))
    (tree / "long.ipynb").write_text(notebook(*[lines.format(n=n) for n in range(4900)]))
    ran = run("estate", tree, "--out", tmp_path / "out", "--jobs", "1", "--timeout", "1", "--no-ruff")
    assert ran.code == 0
    query = "SELECT path, reason FROM 'notebooks.parquet' WHERE standing = 'failed'"
    assert rows(tmp_path / "out", query) == [("long.ipynb", "It takes more than 1 seconds.")]


def test_a_list_of_notebooks(run: Run, tree: Path, tmp_path: Path) -> None:
    listed = tree / "list.txt"
    listed.write_text("# ours\na/one.ipynb\n\ngone.ipynb\na/one.ipynb\n")
    ran = run("estate", listed, "--out", tmp_path / "out", "--engine", "serial")
    assert ran.code == 0, ran.err
    found = rows(tmp_path / "out", "SELECT path, standing FROM 'notebooks.parquet' ORDER BY path")
    assert found == [("a/one.ipynb", "checked"), ("gone.ipynb", "unreadable")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere does not exist."),
        (["."], "There is no notebook below ."),
        ([str(ROOT / "fixtures"), "--engine", "spark"], "`spark` is no engine."),
        ([str(ROOT / "fixtures"), "--engine", "dask"], "Which scheduler of Dask?"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: list[str], said: str) -> None:
    ran = run("estate", *arguments)
    assert ran.code == 2
    assert said in ran.err


def test_the_documented_queries(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("estate", tree, "--out", out, "--engine", "serial")
    text = (ROOT / "docs" / "estate.md").read_text(encoding="utf-8")
    queries = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    assert len(queries) >= 6
    assert [bool(rows(out, query)) for query in queries] == [True] * len(queries)


def test_the_documented_columns(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("estate", tree, "--out", out, "--engine", "serial")
    text = (ROOT / "docs" / "estate.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", text, re.MULTILINE))
    for table, said in documented.items():
        if (out / f"{table}.parquet").exists():
            columns = [name for name, *_ in rows(out, f"DESCRIBE FROM '{table}.parquet'")]
            assert re.findall(r"`(\w+)`", said) == columns, table
    assert {"notebooks", "findings", "cells", "imports", "clusters", "owners"} <= documented.keys()


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
@pytest.mark.parametrize(("size", "place"), [(1_500, "out/.shards"), (9_000, "out")])
def test_a_disk_that_is_full(run: Run, tree: Path, tmp_path: Path, size: int, place: str) -> None:
    """A limit on the size of files stands for it. The smaller one stops a shard, the other one the data set."""
    for n in range(130):
        (tree / f"n{n:03}.ipynb").write_text(notebook(SHARED, f"print('{n * 7919 % 1000}', undefined_{n})"))
    age(tree)
    out, whole = tmp_path / "out", tmp_path / "whole"
    options = ("--engine", "serial", "--no-ruff")
    with largest_file(size):
        ran = run("estate", tree, "--out", out, *options)
    assert ran.code == 2
    assert f"{tmp_path / place} cannot be written" in ran.err
    assert "the same command goes on where it stopped" in ran.err
    ran = run("estate", tree, "--out", out, *options)
    assert ran.code == 0, ran.err
    assert ("notebooks, " in ran.err) is (place == "out/.shards")  # all was surveyed, or not
    run("estate", tree, "--out", whole, *options)
    assert everything(out) == everything(whole)
