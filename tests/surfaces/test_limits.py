"""Notebooks that are made to take long, or to overflow a stack: an answer in time, and in words."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from nb2pkg.engine import check_file as checking
from nb2pkg.errors import Nb2pkgError
from nb2pkg.work_limits import work_limits as limited


def notebook(source: str, *, kind: str = "code") -> str:
    code = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None, "source": "x = 1"}
    cells = [code | {"source": source}] if kind == "code" else [code, {"cell_type": kind, "id": "m", "source": source}]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def ladder(steps: int) -> str:
    return "x = 1\nif x == 0:\n    pass\n" + "".join(f"elif x == {n}:\n    print({n})\n" for n in range(1, steps))


def spin(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            sum(range(1000))
        except Exception:
            pytest.fail("the limit arrived as an error")


def test_what_takes_too_long_ends() -> None:
    said = r"^a.ipynb takes more than 0.2 seconds"
    with pytest.raises(Nb2pkgError, match=said) as caught, limited(0.2, name="a.ipynb"):
        spin(20)
    assert caught.value.hint


def test_the_outer_limit_holds_and_none_is_left_behind() -> None:
    with pytest.raises(Nb2pkgError, match="outer"), limited(0.2, name="outer"), limited(60, name="inner"):
        spin(20)
    with limited(0.1, name="a.ipynb"):
        pass
    spin(0.3)


def test_a_check_that_takes_too_long_is_a_result(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "CHECK_SECONDS", 0.1)
    monkeypatch.setattr(checking, "check_text", lambda *_, **__: spin(20))
    (tmp_path / "a.ipynb").write_text(notebook("x = 1"))
    ran = run("check", "--no-cache", "--no-ruff", tmp_path / "a.ipynb")
    assert ran.code == 1
    assert "a.ipynb takes more than 0.1 seconds" in ran.out


@pytest.mark.parametrize(
    ("source", "is_too_deep"),
    [
        (ladder(300), False),
        ("x = " + "lambda: " * 900 + "1", False),
        (ladder(4000), True),
        ("x = y" + ".a()" * 3000, True),
        ("x = " + "-" * 5500 + "1", True),
        ("x = " + "1 if a else " * 2500 + "1", True),
    ],
    ids=["ladder", "lambda", "long ladder", "chain", "signs", "conditions"],
)
def test_nesting(run, tmp_path: Path, source: str, is_too_deep: bool) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(source))
    ran = run("check", "--no-cache", path)
    assert ran.code in (0, 1)
    assert ("a.ipynb is nested too deeply" in ran.out) is is_too_deep
    for command in (["plan"], ["convert", "--dry-run"]):
        ran = run(*command, path)
        assert ran.code == (2 if is_too_deep else 0), ran.err
        assert ("a.ipynb is nested too deeply" in ran.err) is is_too_deep


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("\n" * 300_000 + "x = 1", "code"),
        (" " * 300_000 + "x", "code"),
        ("# " + "<a " * 60_000, "markdown"),
        ("# " + "**" * 60_000, "markdown"),
        ("\n".join(f"value_{n} = compute({n})" for n in range(3_000)), "code"),
        ("'" * 300_000, "code"),
        ("x = 1 # " + "\\" * 300_000 + " /home/ann/a.csv", "code"),
    ],
    ids=["line ends", "blanks", "tags", "stars", "statements", "quotes", "backslashes"],
)
def test_nothing_takes_the_square_of_its_length(run, tmp_path: Path, source: str, kind: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(source, kind=kind))
    start = time.process_time()
    assert run("check", "--no-cache", "--no-ruff", path).code in (0, 1)
    assert time.process_time() - start < 10
