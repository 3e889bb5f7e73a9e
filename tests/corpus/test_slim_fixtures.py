"""Slim notebooks of all fixtures that run show what the fixtures show. Needs a Python that has what they import.

`make corpus` asks the interpreter named by NB2PKG_PYTHON, else its own, which lacks seaborn and others.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.engine.slim import slim_notebook
from nb2pkg.model.choices import Choices
from nb2pkg.pipeline import convert_notebook
from tests.support.shown import shown_by

FIXTURES = Path(__file__).parents[2] / "fixtures"
PYTHON = os.environ.get("NB2PKG_PYTHON", sys.executable)
RUNNABLE = [one for one in tomllib.loads((FIXTURES / "manifest.toml").read_text())["notebook"] if one["runs"]]
# What the conversion says it does not do: %run is left out, %cd prints nothing.
OTHERWISE = {
    "magics_zoo": (
        ("logparseok", ""),
        (r"/\S*?/a/data/logs(?=t,path)", ""),
        (r"/[^,]*/a(?=True)", ""),
    )
}


def is_lacking(needs: list[str]) -> bool:
    code = "".join(f"import {name}\n" for name in needs)
    return subprocess.run([PYTHON, "-c", code], capture_output=True, check=False).returncode != 0


@pytest.mark.skipif("NB2PKG_CORPUS" not in os.environ, reason="in `make corpus`: each is run twice")
@pytest.mark.parametrize("fixture", RUNNABLE, ids=lambda one: Path(one["path"]).stem)
def test_it_shows_the_same(fixture: dict[str, Any], tmp_path: Path) -> None:
    if is_lacking(fixture["needs"]):
        pytest.skip(f"{PYTHON} lacks some of {', '.join(fixture['needs'])}")
    notebook = FIXTURES / fixture["path"]
    package, slim = tmp_path / "package", tmp_path / "slim.ipynb"
    convert_notebook(notebook, Choices(), out=package, force=False)
    slim.write_text(slim_notebook(notebook, package), encoding="utf-8")
    places = {"a": (notebook, tmp_path), "b": (slim, package / "src")}
    original, shown = (
        shown_by(which, folder=tmp_path / name, data=notebook.parent, python_path=path, python=PYTHON)
        for name, (which, path) in places.items()
    )
    assert len(original[0]) > 100
    text = original[0]
    for pattern, instead in OTHERWISE.get(notebook.stem, ()):
        text, number = re.subn(pattern, instead, text)
        assert number == 1
    assert shown == (text, original[1])
