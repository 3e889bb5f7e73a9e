"""`nb2pkg review` over git histories: what is introduced and what is fixed is exactly right."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.git_repository import Code, commit, git, notebook, repository

LOAD = "import pandas as pd\ndf = pd.read_csv('/home/ann/orders.csv')"
CLEAN = "df = df.dropna()\nprint(df.shape)"
SUM = "total = df.gross.sum()\nprint(total)"
LONE = "print(1 + 2)"
ASK = "who = input('data')\nprint(who)"
BASE = (LOAD, CLEAN, SUM, LONE)
PATH, MISSING, ASKED = "NB201", "NB101", "NB240"

Files = Mapping[str, str | None]


def one(*cells: Code | str, minor: int = 5) -> Files:
    return {"a.ipynb": notebook(*cells, minor=minor)}


def ran(source: str, count: int | None, out: str = "") -> Code:
    return Code(source=source, count=count, out=out)


# name: (before, after, introduced, fixed)
HISTORIES: dict[str, tuple[Files, Files, list[str], list[str]]] = {
    "nothing": (one(*BASE), {"b.txt": "x"}, [], []),
    "cell moved": (one(*BASE), one(LONE, LOAD, CLEAN, SUM), [], []),
    "cell moved, counts kept": (
        one(*BASE),
        one(ran(LONE, 4), ran(LOAD, 1), ran(CLEAN, 2), ran(SUM, 3)),
        [],
        [],
    ),
    "cell moved before what it needs": (one(*BASE), one(SUM, LOAD, CLEAN, LONE), ["NB102"], []),
    "cell split": (one(LOAD + "\n" + CLEAN, SUM), one(LOAD, CLEAN, SUM), [], []),
    "cells merged": (one(LOAD, CLEAN, SUM), one(LOAD + "\n" + CLEAN, SUM), [], []),
    "run again": (one(*BASE), one(*(ran(s, n, "new\n") for n, s in enumerate(BASE, 21))), [], []),
    "run in another order": (one(*BASE), one(ran(LOAD, 4), ran(CLEAN, 1), ran(SUM, 2), ran(LONE, 9)), [], []),
    "outputs cleared": (one(*BASE), one(*(ran(s, None) for s in BASE)), [], []),
    "outputs only": (one(*BASE), one(ran(LOAD, 1), ran(CLEAN, 2, "(3, 4)\n"), ran(SUM, 3), ran(LONE, 4)), [], []),
    "file renamed": (one(*BASE), {"a.ipynb": None, "sub/b.ipynb": notebook(*BASE)}, [], []),
    "file renamed and edited": (one(*BASE), {"a.ipynb": None, "b.ipynb": notebook(*BASE, ASK)}, [ASKED], []),
    "file added": ({"x.txt": ""}, one(LOAD, CLEAN, SUM), [PATH], []),
    "file deleted": (one(*BASE), {"a.ipynb": None}, [], []),
    "converted to a script": (one(*BASE), {"a.ipynb": None, "a.py": LOAD}, [], []),
    "finding added": (one(*BASE), one(*BASE, ASK), [ASKED], []),
    "finding added twice": (one(*BASE), one(*BASE, ASK, ASK.replace("data", "more")), [ASKED, ASKED], []),
    "finding fixed": (one(*BASE), one(LOAD.replace("/home/ann/", ""), CLEAN, SUM, LONE), [], [PATH]),
    "finding deleted with its cell": (one(*BASE, ASK), one(*BASE), [], [ASKED]),
    "fixed and moved": (one(*BASE), one(LONE, LOAD.replace("/home/ann/", ""), CLEAN, SUM), [], [PATH]),
    "line of a finding edited": (
        one(*BASE),
        one(Code(source=LOAD.replace("csv')", "csv', sep=';')"), id="c1", count=1), CLEAN, SUM, LONE),
        [],
        [],
    ),
    "line put in above": (one(*BASE), one("# load\n" + LOAD, CLEAN, SUM, LONE), [], []),
    "binding deleted": (one(*BASE), one(CLEAN, SUM, LONE), [MISSING], [PATH]),
    "variable renamed": (
        one(*BASE),
        one(*(s.replace("df", "orders") for s in BASE)),
        [],
        [],
    ),
    "ids made anew": (
        one(*BASE),
        one(*(Code(source=s, id=f"n{n}", count=n) for n, s in enumerate(BASE, 1))),
        [],
        [],
    ),
    "format upgraded": (one(*BASE, minor=4), one(*BASE, minor=5), [], []),
    "markdown put in": (one(*BASE), one(Code(source="# Orders", kind="markdown"), *BASE), [], []),
    "conflict markers in a cell": (
        one(*BASE),
        one(LOAD, CLEAN, "<<<<<<< HEAD\n" + SUM + "\n=======\n>>>>>>> b", LONE),
        ["NB603"],
        [],
    ),
}


@pytest.fixture
def review(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Commits two states and reviews the second: exit code and JSON."""

    def call(before: Files, after: Files, *options: str) -> tuple[int, dict[str, Any]]:
        folder = repository(tmp_path / "repository")
        commit(folder, before)
        git(folder, "checkout", "--quiet", "-b", "feature")
        commit(folder, after)
        monkeypatch.chdir(folder)
        ran = run("review", "--format", "json", "--no-ruff", *options)
        assert ran.err == ""
        return ran.code, json.loads(ran.out)

    return call


def codes(document: dict[str, Any], which: str) -> list[str]:
    return sorted(f["code"] for n in document["notebooks"] for f in n[which])


@pytest.mark.parametrize("name", HISTORIES)
def test_history(review: Any, name: str) -> None:
    before, after, introduced, fixed = HISTORIES[name]
    code, document = review(before, after)
    assert (codes(document, "introduced"), codes(document, "fixed")) == (sorted(introduced), sorted(fixed))
    assert code == (1 if introduced else 0)


def test_what_became_of_the_cells(review: Any) -> None:
    _, document = review(one(*BASE), one(LONE, LOAD, CLEAN + "\nprint(1)", ASK))
    (found,) = document["notebooks"]
    fates = {(c["fate"], c["before"], c["after"], c["is_moved"]) for c in found["cells"]}
    assert fates == {
        ("moved", 3, 0, True),
        ("re-run", 0, 1, False),
        ("changed", 1, 2, False),
        ("added", None, 3, False),
        ("removed", 2, None, False),
    }


def test_what_changed_in_the_data_flow(review: Any) -> None:
    more = "import numpy as np\nextra = pd.read_csv('extra.csv')\ndf = df.merge(np.log(extra))\ndf.to_csv('out.csv')"
    _, document = review(one(*BASE), one(LOAD, CLEAN, more, SUM, LONE))
    (found,) = document["notebooks"]
    flow = found["flow"]
    assert flow["reads"] == {"added": ["extra.csv"], "removed": []}
    assert flow["writes"] == {"added": ["out.csv"], "removed": []}
    assert "numpy" in flow["dependencies"]["added"]
    assert {"writer": 2, "reader": 3, "names": ["df"], "is_added": True} in flow["links"]


def test_what_changes_in_the_package(review: Any) -> None:
    base = "VAT = 1.19\ndef net(gross):\n    return gross / VAT\nprint(net(1))"
    _, document = review(one(base), one(base, "def tax(gross):\n    return gross - net(gross)\nprint(tax(1))"))
    assert "tax" in document["notebooks"][0]["package"]["functions"]["added"]


def test_grades_go_up_when_findings_are_fixed(review: Any) -> None:
    _, document = review(one("print(missing)"), one("missing = 1\nprint(missing)"))
    readiness = document["notebooks"][0]["readiness"]
    assert (readiness["before"]["grade"], readiness["after"]["grade"]) == ("D", "A")


def test_threshold_and_exit_zero(review: Any) -> None:
    code, document = review(
        one(LONE), one("import pandas", LONE, "pandas.read_csv('/home/ann/x.csv')"), "--fail-on", "error"
    )
    assert (code, document["failing"], codes(document, "introduced")) == (0, 0, [PATH])


def test_unreadable_now_fails(review: Any) -> None:
    code, document = review(one(*BASE), {"a.ipynb": "<<<<<<< HEAD\n{"})
    assert (code, document["notebooks"][0]["kind"]) == (1, "unreadable")


def test_readable_again_is_as_if_it_were_new(review: Any) -> None:
    code, document = review({"a.ipynb": "{"}, one(*BASE))
    assert (code, codes(document, "introduced")) == (1, [PATH])


def test_what_is_no_notebook_is_said_to_be_skipped(review: Any, tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    kernel = {"kernelspec": {"language": "julia", "name": "julia-1.9"}}
    julia = json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": kernel})
    code, document = review(one(*BASE), {"big.ipynb": pointer, "j.ipynb": julia})
    reasons = {n["path"]: n["reason"] for n in document["notebooks"]}
    assert code == 0
    assert "Git LFS" in reasons["big.ipynb"]
    assert "ulia" in reasons["j.ipynb"]


def test_links_and_submodules_are_skipped(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository(tmp_path / "repository")
    first = commit(folder, one(*BASE))
    git(folder, "checkout", "--quiet", "-b", "feature")
    (folder / "link.ipynb").symlink_to("/etc/passwd")
    git(folder, "add", "--all")
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{first},vendor")
    git(folder, "commit", "--quiet", "--message", "x")
    monkeypatch.chdir(folder)
    ran = run("review")
    assert ran.code == 0
    assert "link.ipynb was not looked at: it is a symbolic link." in ran.out
    assert "vendor was not looked at: it is a submodule." in ran.out


def test_rebased_onto_a_main_that_moved_on(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository(tmp_path / "repository")
    commit(folder, one(*BASE))
    git(folder, "checkout", "--quiet", "-b", "feature")
    commit(folder, {"b.ipynb": notebook(LONE)})
    git(folder, "checkout", "--quiet", "main")
    commit(folder, one(*BASE, ASK))
    git(folder, "checkout", "--quiet", "feature")
    monkeypatch.chdir(folder)
    before = json.loads(run("review", "--format", "json", "--no-ruff").out)
    git(folder, "rebase", "--quiet", "main")
    after = json.loads(run("review", "--format", "json", "--no-ruff").out)
    assert [n["path"] for n in before["notebooks"]] == [n["path"] for n in after["notebooks"]] == ["b.ipynb"]


def test_only_the_paths_that_are_named(review: Any) -> None:
    _, document = review({"x.txt": ""}, {"a/one.ipynb": notebook(LOAD), "b/two.ipynb": notebook(LOAD)}, "b")
    assert [n["path"] for n in document["notebooks"]] == ["b/two.ipynb"]


def test_errors_are_one_sentence(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("review")
    assert (ran.code, "is in no git repository" in ran.err) == (2, True)
    folder = repository(tmp_path / "repository")
    commit(folder, one(*BASE))
    git(folder, "branch", "--move", "trunk")
    monkeypatch.chdir(folder)
    assert "no main branch here" in run("review").err
    assert "`gone` is no commit here." in run("review", "--base", "gone").err
    assert run("review", "--base=--output=x").code == 2
    assert not (folder / "x").exists()
    git(folder, "checkout", "--quiet", "--orphan", "other")
    commit(folder, {"b.txt": ""})
    assert "have no commit in common" in run("review", "--base", "trunk").err


def test_a_shallow_clone_is_said_to_be_one(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository(tmp_path / "repository")
    first = commit(folder, one(*BASE))
    commit(folder, one(*BASE, ASK))
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{folder}", str(tmp_path / "clone")], check=True)
    monkeypatch.chdir(tmp_path / "clone")
    ran = run("review", "--base", first)
    assert ran.code == 2
    assert "shallow clone" in ran.err
    assert "fetch-depth: 0" in ran.err


def test_ruff_follows_the_new_configuration_for_both(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository(tmp_path / "repository")
    commit(folder, one("x = 1\nprint(x == None)"))
    git(folder, "checkout", "--quiet", "-b", "feature")
    configuration = "[tool.ruff.lint]\nselect = ['E711']\n"
    commit(folder, one("x = 1\nprint(x == None)", "y = 2\nprint(y == None)") | {"pyproject.toml": configuration})
    monkeypatch.chdir(folder)
    document = json.loads(run("review", "--format", "json").out)
    assert codes(document, "introduced") == ["E711"]
    assert document["staying"] == 1


def test_files_are_written_and_secrets_are_not(review: Any, run: Any, tmp_path: Path) -> None:
    key = "AKIA" + "Z7QK2M4NPX3RT5VW"
    secret = f"import boto3\nclient = boto3.client('s3', aws_access_key_id='{key}')\nprint(client)"
    code, document = review(one(*BASE), one(*BASE, secret))
    assert code == 1
    assert key not in json.dumps(document)
    for name in ("markdown", "summary", "html", "sarif", "github", "gitlab", "rdjsonl", "bitbucket", "junit", "text"):
        ran = run("review", "--format", f"{name}={tmp_path / name}", "--exit-zero")
        assert ran.code == 0
        text = (tmp_path / name).read_text()
        assert key not in text
        assert "NB301" in text
