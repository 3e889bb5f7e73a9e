"""A package of several notebooks afterwards: `nb2pkg update` and `nb2pkg slim`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.shown import shown_by
from tests.surfaces.conftest import tree

COMMON = "import math\ndef root(x):\n    return math.sqrt(x)"
FIRST, SECOND = (COMMON, "print(root(4))\nroot(9)"), (COMMON, "value = root(16)\nvalue")
SHARED = Path("roots/src/roots/shared.py")


@pytest.fixture
def pair(run: Any, write: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two notebooks and the package made from them, in one folder."""
    monkeypatch.chdir(tmp_path)
    notebooks = (write(*FIRST, file="first.ipynb"), write(*SECOND, file="second.ipynb"))
    assert run("convert", *notebooks, "--name", "roots").code == 0
    return notebooks


def contents(folder: str) -> dict[str, bytes]:
    return {path: Path(folder, path).read_bytes() for path in tree(Path(folder)) if Path(folder, path).is_file()}


def test_an_update_is_a_new_conversion_with_what_people_wrote(run: Any, write: Any, pair: tuple[Path, Path]) -> None:
    same = run("update", "roots")
    assert (same.code, "is what first.ipynb, second.ipynb give; nothing" in same.out) == (0, True)
    write(*SECOND, "print(value + 1)", file="second.ipynb")
    (Path("roots") / "own.txt").write_text("mine")
    ran = run("update", "roots")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Merged first.ipynb, second.ipynb into roots:")
    assert run("convert", *pair, "--name", "roots", "--out", "anew").code == 0
    found = contents("roots")
    assert found.pop("own.txt") == b"mine"
    assert found == contents("anew")


def test_edits_of_what_is_shared_stay_and_conflicts_are_marked(run: Any, write: Any, pair: tuple[Path, Path]) -> None:
    SHARED.write_text(SHARED.read_text().replace("return math.sqrt(x)", "return math.sqrt(abs(x))"))
    write(FIRST[0], "print(root(4))\nroot(25)", file="first.ipynb")
    assert run("update", "roots").code == 0
    assert "abs(x)" in SHARED.read_text()
    for name, cells in (("first", FIRST), ("second", SECOND)):
        write(COMMON.replace("sqrt(x)", "sqrt(x + 1)"), cells[1], file=f"{name}.ipynb")
    ran = run("update", "roots")
    assert (ran.code, "conflict  src/roots/shared.py (1 conflict marked)" in ran.out) == (1, True)
    assert "<<<<<<< edited\n" in SHARED.read_text()
    assert "abs(x)" in SHARED.read_text()


def test_what_parts_from_the_others_is_no_longer_shared(run: Any, write: Any, pair: tuple[Path, Path]) -> None:
    write(COMMON.replace("sqrt(x)", "sqrt(x) * 2"), SECOND[1], file="second.ipynb")
    ran = run("update", "roots")
    assert ran.code == 0
    assert "removed   src/roots/shared.py" in ran.out
    assert run("convert", *pair, "--name", "roots", "--out", "anew").code == 0
    assert contents("roots") == contents("anew")


def test_which_notebooks_are_meant(run: Any, write: Any, pair: tuple[Path, Path], tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    first = pair[0].rename(moved / "first.ipynb")
    lost = run("update", "roots")
    assert (lost.code, "The notebook first.ipynb was not found." in lost.err) == (2, True)
    assert run("update", "roots", "--notebook", first).code == 0
    ran = run("update", "roots", "--notebook", write("x = 1", file="third.ipynb"))
    assert (ran.code, "roots was made from first.ipynb, second.ipynb: not from third.ipynb." in ran.err) == (2, True)
    assert run("update", "roots", "--notebook", first, "--notebook", first).code == 2


def test_two_notebooks_of_one_name_are_told_by_their_order(run: Any, write: Any, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    new, old = write("print(1)", file="load.ipynb"), write("print(2)", file="old/load.ipynb")
    assert run("convert", new, old, "--name", "both").code == 0
    before = contents("both")
    ran = run("update", "both")
    assert (ran.code, "both was made from 2 notebooks called load.ipynb." in ran.err) == (2, True)
    assert run("update", "both", "--notebook", new, "--notebook", old).code == 0
    assert contents("both") == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["first", "second"])
def test_a_slim_notebook_shows_what_its_own_notebook_shows(run: Any, write: Any, tmp_path: Path, name: str) -> None:
    cells = {"first": (*FIRST, "import pandas as pd\npd.DataFrame({'a': [1]})"), "second": (*SECOND, "[1, 2]")}
    pair = {key: write(*found, file=f"{key}.ipynb") for key, found in cells.items()}
    assert run("convert", *pair.values(), "--name", "roots", "--force").code == 0
    assert run("slim", pair[name], "roots", "-o", "slim.ipynb").code == 0
    sources = "".join(cell["source"] for cell in json.loads(Path("slim.ipynb").read_text())["cells"])
    assert f"from roots.{name}.config import Config" in sources
    (tmp_path / "none").mkdir()
    original = shown_by(pair[name], folder=tmp_path / "a", data=tmp_path / "none", python_path=tmp_path)
    slim = shown_by(
        Path("slim.ipynb"), folder=tmp_path / "b", data=tmp_path / "none", python_path=Path("roots/src").resolve()
    )
    assert original[0]
    assert slim == original


def test_a_notebook_of_another_package_is_no_slim_one(run: Any, write: Any, pair: tuple[Path, Path]) -> None:
    ran = run("slim", write("x = 1", file="third.ipynb"), "roots")
    assert (ran.code, "roots was made from first.ipynb, second.ipynb: not from third.ipynb." in ran.err) == (2, True)
