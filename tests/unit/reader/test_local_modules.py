"""Python files beside the notebook."""

from __future__ import annotations

import json
from pathlib import Path

from nb2pkg.reader import read_notebook
from nb2pkg.reader.local_modules import MAX_BYTES


def names(folder: Path, *cells: str) -> list[str]:
    document = {
        "nbformat": 4,
        "metadata": {},
        "cells": [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in cells],
    }
    (folder / "a.ipynb").write_text(json.dumps(document))
    return [name for name, _ in read_notebook(folder / "a.ipynb").local_modules]


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / (name.replace("__", "/", 1) + ".py")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def test_imported_ones_and_what_they_import(tmp_path: Path) -> None:
    write(tmp_path, helpers="import more", more="import helpers", unused="", numpy="")
    assert names(tmp_path, "import os, helpers\nimport missing") == ["helpers", "more"]


def test_imports_anywhere_in_a_cell(tmp_path: Path) -> None:
    write(tmp_path, helpers="", more="")
    assert names(tmp_path, "%time from helpers import *\nif x:\n    import more as m") == ["helpers", "more"]


def test_packages(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("from .core import f")
    write(tmp_path, pkg__core="from . import deep", pkg__deep="", pkg__unused="")
    assert names(tmp_path, "import pkg") == ["pkg/__init__", "pkg/core", "pkg/deep"]


def test_folders_without_init(tmp_path: Path) -> None:
    write(tmp_path, src__tools="x = 1")
    assert names(tmp_path, "from src.tools import x") == ["src/tools"]


def test_written_by_the_notebook(tmp_path: Path) -> None:
    write(tmp_path, helpers="")
    assert names(tmp_path, "%%writefile helpers.py\nx = 1", "import helpers") == []


def test_unreadable_ones_are_left(tmp_path: Path) -> None:
    (tmp_path / "a1.py").write_bytes(b"\xe9")
    (tmp_path / "a2.py").write_text("#" * (MAX_BYTES + 1))
    (tmp_path / "a3.py").write_text("x = (")
    assert names(tmp_path, "import a1, a2, a3") == ["a3"]
