"""The reader over all notebooks of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.notebook import Notebook
from nb2pkg.reader import read_notebook

FOLDER = Path(__file__).parents[3] / "fixtures" / "notebooks"
NOTEBOOKS = sorted(path for path in FOLDER.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def read_or_refusal(path: Path) -> Notebook | str:
    try:
        return read_notebook(path)
    except Nb2pkgError as refused:
        return refused.message


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_fixture(path: Path) -> None:
    found = read_or_refusal(path)
    if isinstance(found, str):
        assert "is a notebook in" in found or "code cells" in found
        return
    for cell in found.cells:
        assert cell.python.count("\n") == cell.source.count("\n")
        assert cell.syntax_error is None or cell.syntax_error.python2
