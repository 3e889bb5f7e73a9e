"""Bad input through the command line: exit 2, two lines, nothing written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

R = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}


def notebook(*sources: str, kind: str = "code", **metadata: object) -> str:
    extra = {"outputs": [], "execution_count": None} if kind == "code" else {}
    cells = [{"cell_type": kind, "id": f"c{i}", "source": s, "metadata": {}, **extra} for i, s in enumerate(sources)]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def as_text(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text, encoding="utf-8") and None


def as_bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def nothing(path: Path) -> None:
    pass


def a_folder(path: Path) -> None:
    path.mkdir()


def a_loop(path: Path) -> None:
    path.symlink_to(path)


def a_huge_file(path: Path) -> None:
    with open(path, "wb") as stream:
        stream.truncate(200_000_000)


INPUTS = {
    "missing": (nothing, "does not exist"),
    "folder": (a_folder, "is a folder"),
    "symlink loop": (a_loop, "leads back to itself"),
    "200 MB": (a_huge_file, "is 200 MB"),
    "empty": (as_text(""), "is empty"),
    "not JSON": (as_text("<html>"), "is not JSON"),
    "truncated": (as_text(notebook("x = 1")[:-20]), "is truncated"),
    "no notebook": (as_text('{"a": 1}'), "not a notebook"),
    "deeply nested": (as_text('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}"), "nested too deeply"),
    "not UTF-8": (as_bytes(notebook("x = 'caf\xe9'").replace("\\u00e9", "\xe9").encode("latin-1")), "is not UTF-8"),
    "no code": (as_text(notebook("# Title", kind="markdown")), "has no code cells"),
    "no cells": (as_text(notebook()), "has no code cells"),
    "only comments": (as_text(notebook("# x = 1")), "only empty code cells"),
    "R": (as_text(notebook("x <- 1", **R)), "is a notebook in R"),
    "Julia": (as_text(notebook("x = 1", kernelspec={"name": "julia-1.9", "language": "julia"})), "in Julia"),
    "Python 2": (as_text(notebook("x = 1", "print x")), "Cell 2 of sales.ipynb is Python 2"),
    "syntax error": (as_text(notebook("x = 1", "y = 2\nz = = 3")), "Cell 2 of sales.ipynb does not parse"),
    "deep expression": (as_text(notebook("x = " + "(" * 500 + ")" * 500)), "Cell 1 of sales.ipynb does not parse"),
}


def assert_two_lines(err: str) -> None:
    lines = err.splitlines()
    assert len(lines) == 2, err
    assert lines[0].startswith("error: ")
    assert lines[1].startswith("hint: ")
    assert err.isprintable() or err.replace("\n", "").isprintable()


@pytest.mark.parametrize(("make", "said"), INPUTS.values(), ids=INPUTS)
def test_bad_notebook(run, tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    path = tmp_path / "sales.ipynb"
    make(path)
    ran = run("convert", path, "--out", "sub/sales")
    assert ran.code == 2
    assert said in ran.err
    assert_two_lines(ran.err)
    assert ran.out == ""
    assert os.listdir() == []


def test_broken_cells_are_named_with_their_prompt_and_counted(run, write) -> None:
    ran = run("convert", write("x = 1", "y = (", "z = )"))
    assert "Cell 2 (In [11]) of sales.ipynb does not parse" in ran.err
    assert "in its line 1 (1 more cell does not parse either)" in ran.err


def test_plan_shows_the_rest_when_cells_do_not_parse(run, write) -> None:
    path = write("import math\nx = math.pi", "y = = 2", "print(x)")
    ran = run("plan", path)
    assert ran.code == 2
    assert "print" in ran.out or "cells 1" in ran.out
    assert "Cell 2 (In [11]) does not parse" in ran.out
    assert_two_lines(ran.err)
    assert json.loads(run("plan", path, "--format", "json").out)["broken_cells"][0]["cell"] == 2


NAMES = {
    "2020": "can import",
    "my-package": "can import",
    "a.b": "can import",
    "": "can import",
    "größe": "can import",
    "../up": "can import",
    "class": "a keyword",
    "None": "a keyword",
    "statistics": "standard library",
    "test": "standard library",
    "tests": "their own files",
    "pandas": "the notebook imports",
}


@pytest.mark.parametrize("command", ["convert", "plan"])
@pytest.mark.parametrize(("name", "said"), NAMES.items(), ids=lambda value: repr(value))
def test_bad_name(run, write, command: str, name: str, said: str) -> None:
    ran = run(command, write("import pandas as pd\ndf = pd.DataFrame()"), "--name", name)
    assert ran.code == 2
    assert said in ran.err
    assert_two_lines(ran.err)
    assert os.listdir() == []


@pytest.mark.parametrize(
    "arguments", [["--displays", "loud"], ["--figures", "paint"], ["--no-such-option"], ["one-more-argument"]]
)
def test_bad_option(run, write, arguments: list[str]) -> None:
    ran = run("convert", write("x = 1"), *arguments)
    assert ran.code == 2
    assert_two_lines(ran.err)
    assert os.listdir() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "frobnicate"), (["--bogus"], "--bogus"), (["convert"], "NOTEBOOK"),
        (["convert", "a.ipynb", "--dry"], "--dry"), (["plan", "a.ipynb", "--name"], "--name"),
        (["check", "--profile", "strict"], "production"), (["check", "-j", "-1"], "jobs"), (["explain"], "RULE"),
    ],
)  # fmt: skip
def test_bad_usage(run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert_two_lines(ran.err)


def test_unknown_format(run, write) -> None:
    ran = run("plan", write("x = 1"), "--format", "yaml")
    assert ran.code == 2
    assert "json" in ran.err
    assert_two_lines(ran.err)


def test_target_is_not_empty(run, write) -> None:
    Path("out").mkdir()
    Path("out", "notes.txt").write_text("mine")
    for force in ([], ["--force"]):
        ran = run("convert", write("x = 1\nprint(x)"), "--out", "out", *force)
        assert ran.code == 2
        assert "out is not empty" in ran.err
        assert_two_lines(ran.err)
    assert os.listdir() == ["out"]
    assert os.listdir("out") == ["notes.txt"]


def test_target_is_a_file(run, write) -> None:
    Path("out").write_text("mine")
    for target in ("out", "out/below"):
        ran = run("convert", write("x = 1\nprint(x)"), "--out", target)
        assert ran.code == 2
        assert_two_lines(ran.err)
    assert Path("out").read_text() == "mine"


def test_target_is_a_symlink_loop(run, write) -> None:
    Path("out").symlink_to("out")
    ran = run("convert", write("x = 1\nprint(x)"), "--out", "out")
    assert ran.code == 2
    assert_two_lines(ran.err)
    assert os.listdir() == ["out"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_target_may_not_be_written(run, write) -> None:
    Path("locked").mkdir(mode=0o500)
    ran = run("convert", write("x = 1\nprint(x)"), "--out", "locked/new/sales")
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert_two_lines(ran.err)
    assert os.listdir("locked") == []


def test_target_on_a_file_system_that_takes_no_files(run, write) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("there is no /proc")
    ran = run("convert", write("x = 1\nprint(x)"), "--out", "/proc/nb2pkg-test/sales")
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert_two_lines(ran.err)


def test_control_characters_of_a_file_name_do_not_reach_the_terminal(run, tmp_path: Path) -> None:
    ran = run("convert", tmp_path / "a\x1b[31m\u202e[bold].ipynb")
    assert ran.code == 2
    assert "\\x1b[31m\\u202e[bold]" in ran.err
    assert_two_lines(ran.err)


def test_our_own_defects_are_told_as_such(run, write, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("in a stage")

    monkeypatch.setattr("nb2pkg.pipeline.trace", fail)
    ran = run("convert", write("x = 1"))
    assert ran.code == 70
    assert "ZeroDivisionError: in a stage" in ran.err
    assert_two_lines(ran.err)
    assert "Traceback" in run("--debug", "convert", write("x = 1")).err
    assert os.listdir() == []


def test_an_interrupt_is_quiet(run, write, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nb2pkg.pipeline.trace", interrupt)
    ran = run("convert", write("x = 1"))
    assert (ran.code, ran.out, ran.err) == (130, "", "")
