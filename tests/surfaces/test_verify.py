"""`nb2pkg verify` and `nb2pkg convert --verify` as they are typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import nb2pkg
from nb2pkg.engine import verification
from nb2pkg.reporter.verify_formats.json import SCHEMA


def test_convert_and_verify(run: Any, write: Any) -> None:
    notebook = write("import random", "a = [1, 2]\nprint(len(a))", "a.append(3)\na")
    ran = run("convert", notebook, "--verify", "--python", sys.executable, "-o", "sales")
    assert ran.code == 0
    assert "Nothing was executed" not in ran.out
    assert "same: " in ran.out
    assert ran.err.startswith(f"Executing {notebook} twice and sales once")
    assert "**Verified: the same.**" in Path("sales/README.md").read_text()
    assert "**Verified: the same.**" in Path("sales/docs/CONVERSION.md").read_text()
    told = json.loads(Path("sales/docs/provenance.json").read_text())
    assert (told["executed"], told["verdict"]["result"]) == (True, "same")
    assert "Recorded: functions tested alone 1, in a run 0; mypy has no complaints." in ran.out
    assert Path("sales/tests/test_recorded_analysis.py").exists()
    assert "-> None:" in Path("sales/src/sales/analysis.py").read_text()
    module = next(file for file in Path("sales/src/sales").glob("*.py") if "append(3)" in file.read_text())
    module.write_text(module.read_text().replace("append(3)", "append(4)"))
    ran = run("verify", notebook, "sales", "--python", sys.executable, "--format", "json", "-o", "out/verdict.json")
    assert (ran.code, ran.out) == (1, "")
    document = json.loads(Path("out/verdict.json").read_text())
    assert (document["schema"], document["result"]) == (SCHEMA, "different")


def test_without_the_extra(run: Any, write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "find_spec", lambda name: None)
    notebook = write("a = 1")
    for arguments in (("verify", notebook, "x"), ("convert", notebook, "--verify", "-o", "y")):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            "error: Verifying runs the notebook, which needs nbclient, jupyter_client, ipykernel.\n"
            'hint: Install the extra: pip install "nb2pkg[verify]".\n'
        )
    assert not Path("y").exists()


def test_what_cannot_be_verified(run: Any, write: Any) -> None:
    notebook = write("a = 1")
    run("convert", notebook, "-o", "sales")
    assert run("verify", notebook, ".").code == 2
    assert "cannot be read as the origins of a package" in run("verify", notebook, ".", "--python", sys.executable).err
    assert "is not a Python interpreter" in run("verify", notebook, "sales", "--python", "no-such-python").err
    assert "is not a folder" in run("verify", notebook, "sales", "--data", "nowhere").err
    assert "not a format" in run("verify", notebook, "sales", "--format", "pdf").err
    assert run("verify", "none.ipynb", "sales").code == 2
    assert run("verify", notebook, "sales", "--timeout", "0").code == 2


def test_an_interpreter_without_ipykernel(run: Any, write: Any, tmp_path: Path) -> None:
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nshift\nexec {sys.executable} -S -E "$@"\n')
    bare.chmod(0o755)
    notebook = write("a = 1")
    run("convert", notebook, "-o", "sales")
    ran = run("verify", notebook, "sales", "--python", bare)
    assert ran.code == 2
    assert "has no ipykernel" in ran.err


def test_another_notebook(run: Any, write: Any) -> None:
    """The package of one notebook beside another: nobody may call that the same."""
    run("convert", write("a = 1\nprint(a)"), "-o", "sales")
    other = write("a = 1", "print(a)\nb = 2\nprint(b)", file="other.ipynb")
    with pytest.raises(nb2pkg.Nb2pkgError, match="was not made from"):
        nb2pkg.verify(other, "sales", python=sys.executable)


COUNT = "print(sys.getrefcount(a))"
WITHIN = ("import sys", "a = [1]\n" + "print(a)\nprint(len(a))\n" * 24 + COUNT)
BETWEEN = ("import sys", "a = [1]\n" + "print(a)\n" * 24, "print(len(a))\n" * 24 + COUNT)
NAMED = ("import sys", "a = 1\nprint(a)", "print(sys._getframe().f_code.co_name)")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sources", "options", "words"),
    [
        pytest.param(WITHIN, (), "functions of whole cells", id="cells"),
        pytest.param(BETWEEN, ("--cut", "cells"), "one function", id="one"),
        pytest.param(NAMED, (), "a flat script", id="script"),
    ],
)
def test_a_coarser_cut_where_the_finer_one_differs(
    sources: tuple[str, ...], options: tuple[str, ...], words: str, run: Any, write: Any
) -> None:
    """Who holds a value and where code stands is what a refactoring changes: notebooks that print it."""
    notebook = write(*sources)
    ran = run("convert", notebook, "--verify", "--python", sys.executable, "-o", "sales", *options)
    assert ran.code == 0, ran.out
    assert f"A coarser cut was needed: the package is {words}." in ran.out
    assert ran.err.endswith(f"It differs. Trying {words}.\n")
    assert "Recorded: " in ran.out
    told = json.loads(Path("sales/docs/provenance.json").read_text())
    assert told["refusals"][0]["code"] == "differs"
    assert f"the package is {words}" in Path("sales/docs/CONVERSION.md").read_text()
    assert run("verify", notebook, "sales", "--python", sys.executable).code == 0


@pytest.mark.slow
def test_what_no_cut_mends(run: Any, write: Any) -> None:
    """That there is a package shows in every cut."""
    notebook = write("import sys", "print('sales' in sys.modules)")
    ran = run("convert", notebook, "--verify", "--python", sys.executable, "-o", "sales")
    assert ran.code == 1
    assert "Coarser cuts differ as well; the finest one is kept." in ran.out
    assert "Cut into a flat script: different (print 1 (cell 2): " in ran.out
    assert "No tests were recorded" in ran.out
    assert json.loads(Path("sales/docs/provenance.json").read_text())["refusals"] == []
