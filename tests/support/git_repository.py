"""A git repository with notebooks, as small as a test wants it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_IDENTITY = ("-c", "user.email=ann@example.org", "-c", "user.name=Ann", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    """What a git command says. Raises CalledProcessError."""
    command = ["git", "-C", str(folder), *_IDENTITY, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def commit(folder: Path, files: Mapping[str, str | None], message: str = "x") -> str:
    """Writes files (None: takes them away), commits all, and gives the commit."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD").strip()


def repository(folder: Path) -> Path:
    """An empty repository with a branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    return folder


@dataclass(frozen=True, kw_only=True)
class Code:
    """A cell; `count` as it was run, `out` what it printed."""

    source: str
    id: str = ""
    count: int | None = None
    out: str = ""
    kind: str = "code"
    metadata: Mapping[str, Any] = field(default_factory=dict)


def notebook(*cells: Code | str, minor: int = 5) -> str:
    """The text of a notebook. Texts are cells that were run in order; ids are those of their first position."""
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": minor,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "cells": [_cell(_filled(cell, n), minor) for n, cell in enumerate(cells, 1)],
        },
        indent=1,
    )


def _filled(cell: Code | str, number: int) -> Code:
    if isinstance(cell, str):
        return Code(source=cell, id=f"c{hash_of(cell):08}", count=number)
    return cell


def hash_of(text: str) -> int:
    """A number made of a text, the same in every process."""
    return sum((n + 1) * ord(c) for n, c in enumerate(text)) % 10**8


def _cell(cell: Code, minor: int) -> dict[str, Any]:
    found: dict[str, Any] = {"cell_type": cell.kind, "metadata": dict(cell.metadata)}
    if minor >= 5:
        found["id"] = cell.id or f"c{hash_of(cell.source):08}"
    found["source"] = cell.source.splitlines(keepends=True)
    if cell.kind == "code":
        outputs: Sequence[Any] = [{"output_type": "stream", "name": "stdout", "text": [cell.out]}] if cell.out else []
        found |= {"execution_count": cell.count, "outputs": list(outputs)}
    return found
