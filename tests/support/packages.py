"""Packages made from notebooks: built, written, run, and what they print made comparable."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from nb2pkg.model.choices import Choices
from nb2pkg.model.package import Package, Project
from nb2pkg.model.plan import Cut, Displays
from nb2pkg.pipeline import build_package
from nb2pkg.project_pipeline import build_project

SUPPORT = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a run ended: exit code, what it printed, and the files it left, by path."""

    code: int
    out: str
    err: str
    files: dict[str, bytes]


def built(notebook: Path, *, name: str, displays: Displays = Displays.PRINT, cut: Cut = Cut.FUNCTIONS) -> Package:
    """The package for a notebook file."""
    return build_package(notebook, Choices(name=name, displays=displays, cut=cut))


def built_together(*notebooks: Path, name: str, displays: Displays = Displays.PRINT) -> Project:
    """The project for several notebook files."""
    return build_project(notebooks, Choices(name=name, displays=displays))


def texts(package: Package | Project) -> dict[str, str]:
    """The files by path."""
    return {file.path: file.text for file in package.files}


def write(package: Package | Project, folder: Path) -> None:
    """Write the package's files below `folder`."""
    for file in package.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")


def run_in(folder: Path, *command: str | Path, python_path: Path, stdin: str = "") -> Ran:
    """Run Python with this command line and import path in `folder`."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(python_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
    }
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=folder, env=environment, input=stdin, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr, files=files)


def comparable(text: str, *, name: str) -> str:
    """What must be the same: without memory addresses, and definitions called by one module's name, wherever in it."""
    text = re.sub(r"( object)? at 0x[0-9a-f]{6,}", " at 0x", text)
    text = re.sub(r"\b\w+\.<locals>\.", "", text)
    return re.sub(rf"\b{re.escape(name)}\.(?:[a-z_0-9]+\.)+(?=\w)", "__main__.", text)
