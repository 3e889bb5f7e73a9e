"""The question of questions, asked in this process: does the package print what the notebook prints?"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import inspect
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from ruff import find_ruff_bin

from nb2pkg.model.package import Package
from support.cutting import cut_everywhere
from support.packages import built, comparable, texts, write
from support.percent import PercentCell, flat_cells, ipynb_text
from support.run_flat import flat_output
from support.time_limit import time_limit

NAME = "sample"
SECONDS = 10


def problem_with(cells: tuple[PercentCell, ...]) -> str:
    """What is wrong with the packages for these cells, which run; empty if nothing is."""
    expected = flat_output(flat_cells(cells))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAME}.ipynb"
        path.write_text(ipynb_text(cells), encoding="utf-8")
        usual = built(path, name=NAME)
        if texts(built(path, name=NAME)) != texts(usual):
            return "a second conversion differs"
        with cut_everywhere():
            in_pieces = built(path, name=NAME)
    if problem := _problem(usual, cells, expected):
        return problem
    if in_pieces.plan.steps == usual.plan.steps:
        return ""
    problem = _problem(in_pieces, cells, expected)
    return problem and f"when cut wherever possible: {problem}"


def _problem(package: Package, cells: tuple[PercentCell, ...], expected: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        write(package, Path(folder) / "out")
        for file in package.files:
            if file.path.endswith(".py"):
                try:
                    compile(file.text, file.path, "exec")
                except SyntaxError as error:
                    return f"{file.path} does not compile: {error}"
        source = Path(folder) / "out" / "src"
        if undefined_names(source) and (undefined := _added_undefined_names(source, cells, Path(folder) / "flat")):
            return undefined
        try:
            printed = package_output(source)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    if comparable(printed, name=NAME) != comparable(expected, name=NAME):
        return f"prints something else:\n{printed}instead of\n{expected}"
    return ""


def _added_undefined_names(source: Path, cells: tuple[PercentCell, ...], folder: Path) -> str:
    """Undefined names that the notebook, as one script, does not have."""
    folder.mkdir()
    (folder / "flat.py").write_text("\n".join(cell.source for cell in cells if cell.kind == "code"), encoding="utf-8")
    theirs = set(re.findall(r"Undefined name `(\w+)`", undefined_names(folder)))
    ours = undefined_names(source).splitlines()
    return "\n".join(line for line in ours if not set(re.findall(r"Undefined name `(\w+)`", line)) <= theirs)


def undefined_names(source: Path) -> str:
    """What ruff says about names that nothing binds; flat scripts may hold such."""
    done = subprocess.run(
        [find_ruff_bin(), "check", "--isolated", "--no-cache", "--quiet", "--ignore-noqa", "--select", "F821",
         "--exclude", "script.py", "--output-format", "concise", "."],
        cwd=source, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout


def package_output(source: Path) -> str:
    """What the package in the folder `source` prints, run in this process and forgotten afterwards."""
    out = io.StringIO()
    sys.path.insert(0, str(source))
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    importlib.invalidate_caches()
    try:
        with contextlib.redirect_stdout(out), time_limit(SECONDS):
            config = importlib.import_module(f"{NAME}.config").Config()
            result = importlib.import_module(f"{NAME}.pipeline").run(config)
            if inspect.iscoroutine(result):
                asyncio.run(result)
    finally:
        sys.dont_write_bytecode = writes
        sys.path.remove(str(source))
        for module in [m for m in sys.modules if m == NAME or m.startswith(f"{NAME}.")]:
            del sys.modules[module]
    return out.getvalue()
