"""A command line to call, and notebooks to give it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from nb2pkg.surfaces.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Write = Callable[..., Path]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("NB2PKG_DEBUG", raising=False)

    def call(*arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(code=code, out=out, err=err)

    return call


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a notebook with these code cells."""

    def make(*sources: str, file: str = "sales.ipynb", ids: tuple[str, ...] = (), **metadata: object) -> Path:
        cells = [
            {"cell_type": "code", "id": id, "source": s, "metadata": {}, "outputs": [], "execution_count": 10 + i}
            for i, (s, id) in enumerate(zip(sources, ids or [f"c{n}" for n in range(len(sources))], strict=True))
        ]
        path = tmp_path / file
        document = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return make


def tree(folder: Path) -> list[str]:
    """Everything below a folder, hidden files too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
