"""`nb2pkg convert A.ipynb B.ipynb --name project`: several notebooks as one package."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMON = "import math\ndef root(x):\n    return math.sqrt(x)"


@pytest.fixture
def pair(write: Any) -> tuple[Path, Path]:
    """Two notebooks with one function in common."""
    return (
        write(COMMON, "print(root(4))\nroot(9)", file="first.ipynb"),
        write(COMMON.replace("root", "square_root"), "value = square_root(16)\nvalue", file="second.ipynb"),
    )


def test_each_notebook_is_a_pipeline(run: Any, pair: tuple[Path, Path]) -> None:
    ran = run("convert", *pair, "--name", "roots", "--displays", "print")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Wrote roots: 2 pipelines, 1 shared definition.\nNothing was executed.\n")
    printed = {
        module: subprocess.run(
            [sys.executable, "-m", *module.split()], env={"PYTHONPATH": "roots/src"}, capture_output=True, text=True
        ).stdout
        for module in ("roots.first", "roots second", "roots --help")
    }
    assert printed == {
        "roots.first": "2.0\n3.0\n",
        "roots second": "4.0\n",
        "roots --help": "usage: python -m roots PIPELINE [--help] [options]\n\n"
        "  first: first.ipynb\n  second: second.ipynb\n",
    }
    shared = Path("roots/src/roots/shared.py").read_text()
    assert shared.count("def ") == 1
    assert "from roots.shared import root as square_root" in "".join(
        file.read_text() for file in Path("roots/src/roots/second").glob("*.py")
    )
    assert json.loads(Path("roots/docs/provenance.json").read_text())["shared"] == [
        {"name": "root", "parts": ["first", "second"]}
    ]


def test_its_own_tests_pass_and_it_is_clean(run: Any, pair: tuple[Path, Path]) -> None:
    assert run("convert", *pair, "--name", "roots").code == 0
    for command in ("pytest -q -p no:cacheprovider", "ruff check .", "ruff format --check ."):
        done = subprocess.run([sys.executable, "-m", *command.split()], cwd="roots", capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_each_part_is_verified_by_its_notebook(run: Any, pair: tuple[Path, Path], write: Any) -> None:
    assert run("convert", *pair, "--name", "roots").code == 0
    options = ("--python", sys.executable, "--format", "json")
    ran = run("verify", pair[1], "roots", *options)
    assert (ran.code, json.loads(ran.out)["result"]) == (0, "same")
    shared = Path("roots/src/roots/shared.py")
    shared.write_text(shared.read_text().replace("sqrt(x)", "sqrt(x + 1)"))
    ran = run("verify", pair[0], "roots", *options)
    assert (ran.code, json.loads(ran.out)["result"]) == (1, "different")
    ran = run("verify", write("x = 1", file="third.ipynb"), "roots", *options)
    assert ran.code == 2
    assert "roots was made from first.ipynb, second.ipynb: not from third.ipynb." in ran.err


def test_all_are_verified_after_converting(run: Any, pair: tuple[Path, Path], write: Any) -> None:
    """The exit code is the worst of them; nothing is recorded."""
    ran = run("convert", *pair, "--name", "roots", "--verify", "--python", sys.executable)
    assert (ran.code, ran.out.count("Nothing was executed")) == (0, 0)
    assert "No tests were recorded" in ran.out
    assert [line for line in ran.err.splitlines() if line.startswith("Executing ")] == [
        f"Executing {notebook} twice and roots once, in copies of its folder, without a network."
        " If they differ, the notebook runs a third time."
        for notebook in pair
    ]
    failing = write("a = 1", "raise ValueError('no')", "b = a", file="third.ipynb")
    assert run("convert", failing, pair[1], "--name", "other", "--verify", "--python", sys.executable).code == 1


def test_dry_run_and_force(run: Any, pair: tuple[Path, Path]) -> None:
    ran = run("convert", *pair, "--name", "roots", "--dry-run")
    assert ran.code == 0
    assert not Path("roots").exists()
    listed = {line.strip() for line in ran.out.splitlines()}
    assert run("convert", *pair, "--name", "roots").code == 0
    assert {str(file.relative_to("roots")) for file in Path("roots").rglob("*") if file.is_file()} <= listed
    assert run("convert", *pair, "--name", "roots").code == 2
    assert run("convert", *pair, "--name", "roots", "--force").code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "2 notebooks become one package, which needs a name."),
        (("--name", "math"), "`math` cannot be the package's name: it is a module of the standard library."),
        (("--name", "a-b"), "`a-b` is not a name that Python can import."),
    ],
)
def test_what_cannot_be(run: Any, pair: tuple[Path, Path], options: tuple[str, ...], said: str) -> None:
    ran = run("convert", *pair, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not Path("roots").exists()


def test_one_notebook_twice(run: Any, pair: tuple[Path, Path]) -> None:
    ran = run("convert", pair[0], pair[0], "--name", "roots")
    assert (ran.code, ran.out) == (2, "")
    assert "A notebook was given twice." in ran.err


def test_files_of_one_name_are_told_apart(run: Any, write: Any, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    pair = (write("print(1)", file="json.ipynb"), write("import json\nprint(2)", file="old/json.ipynb"))
    assert run("convert", *pair, "--name", "both").code == 0
    assert Path("both/src/both/json_2/pipeline.py").exists()


def test_different_modules_of_one_name(run: Any, write: Any, tmp_path: Path) -> None:
    pair = []
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "tools.py").write_text(f"N = {number}\n")
        pair.append(write("import tools\nprint(tools.N)", file=f"{number}/load{number}.ipynb"))
    ran = run("convert", *pair, "--name", "both")
    assert (ran.code, ran.out) == (2, "")
    assert "Two of the notebooks bring different files `tools.py`." in ran.err
