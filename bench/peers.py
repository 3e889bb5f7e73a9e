"""The tools that are compared, each in its own environment below `.bench/venvs`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.measure import clean_env

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".bench"
NAME = "converted_notebook"


@dataclass(frozen=True)
class Tool:
    """One converter: how it is installed and called, what it writes, and how that is run."""

    name: str
    requirements: tuple[str, ...]
    command: Callable[[str, Path, Path], list[str]]
    """The command, from the environment's `bin/`, the notebook and the target (`converted`, beside the notebook)."""
    result: str
    """A pattern for what is in the notebook's folder after a conversion."""
    runner: str
    """The runner of `bench.job` for its result."""
    oldest: tuple[int, int] = (3, 11)

    @property
    def venv(self) -> Path:
        """The tool's own environment."""
        return HOME / "venvs" / self.name

    def call(self, notebook: Path, target: Path) -> list[str]:
        """The command that converts a notebook into a target."""
        return self.command(f"{self.venv}/bin/", notebook, target)

    def wrote(self, target: Path) -> bool:
        """Whether the conversion's result is there."""
        return any(target.parent.glob(self.result))


TOOLS = (
    Tool(
        "nb2pkg",
        (str(ROOT),),
        lambda at, nb, out: [
            f"{at}nb2pkg",
            "convert",
            f"{nb}",
            "--out",
            f"{out}",
            "--name",
            NAME,
            "--displays",
            "print",
        ],
        f"converted/src/{NAME}/__init__.py",
        "package",
    ),
    Tool(
        "funcloom",
        ("funcloom==0.10.5a0",),  # releases for Python 3.12 and newer only
        lambda at, nb, out: [f"{at}funcloom", "modularize", f"{nb}", "--output", f"{out}", "--package-name", NAME],
        "converted/main.py",
        "main",
        (3, 12),
    ),
    Tool(
        "nbrefactor",
        ("nbrefactor==0.1.6",),
        lambda at, nb, out: [f"{at}jupyter-nbrefactor", f"{nb}", f"{out}", "-i"],
        "converted/**/*.py",
        "modules",
    ),
    Tool(
        "soorgeon",
        ("soorgeon==0.0.20",),
        lambda at, nb, out: [f"{at}soorgeon", "refactor", nb.name, "--file-format", "py"],
        "pipeline.yaml",
        "tasks",
    ),
    Tool(
        "jupytext",
        ("jupytext==1.19.6",),
        lambda at, nb, out: [f"{at}jupytext", "--to", "py:percent", "-o", f"{out}.py", f"{nb}"],
        "converted.py",
        "script",
    ),
    Tool(
        "nbconvert",
        ("nbconvert==7.17.2", "ipython==9.18.1"),  # IPython turns magics into Python, for those who have it
        lambda at, nb, out: [f"{at}jupyter", "nbconvert", "--to", "script", "--output", out.name, f"{nb}"],
        "converted.*",
        "script",
    ),
    Tool(
        "marimo",
        ("marimo==0.25.2",),
        lambda at, nb, out: [f"{at}marimo", "convert", f"{nb}", "-o", f"{out}.py"],
        "converted.py",
        "marimo",
    ),
)


def installed(say: Callable[[str], None]) -> list[Tool]:
    """The tools that are there, or that could be installed now; the others are named and left out."""
    there = []
    for tool in TOOLS:
        trouble = install(tool)
        if trouble:
            say(f"left out: {tool.name} ({trouble})")
        else:
            there.append(tool)
    return there


def install(tool: Tool) -> str:
    """Make a tool's environment if it is missing; why it cannot be made, or nothing. The checkout is installed anew."""
    stamp = tool.venv / ".bench-made"
    made = stamp.exists() and stamp.read_text(encoding="utf-8") == " ".join(tool.requirements)
    of_checkout = tool.requirements == (str(ROOT),)
    if made and not of_checkout:
        return ""
    pip = [f"{tool.venv}/bin/python", "-m", "pip", "install", "--quiet", "--prefer-binary"]
    commands = [[*pip, "--force-reinstall", "--no-deps", *tool.requirements]]
    if not made:
        python = next(interpreters(tool.oldest), None)
        if python is None:
            return f"needs Python {'.'.join(map(str, tool.oldest))} or newer, which is not here"
        shutil.rmtree(tool.venv, ignore_errors=True)
        commands = [
            [python, "-m", "venv", str(tool.venv)],
            [*pip, *tool.requirements],
        ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, env=clean_env())
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or [
                f"exit {done.returncode}"
            ]
            return errors[-1].removeprefix("ERROR: ")
    stamp.write_text(" ".join(tool.requirements), encoding="utf-8")
    return ""


def interpreters(oldest: tuple[int, int]) -> Iterator[str]:
    """Python interpreters new enough: this one, those on the path, pyenv's."""
    if sys.version_info[:2] >= oldest:
        yield sys.executable
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in range(oldest[1], oldest[1] + 4):
        named = shutil.which(f"python3.{minor}")
        for candidate in [*([named] if named else []), *map(str, sorted(pyenv.glob(f"3.{minor}.*/bin/python")))]:
            if subprocess.run([candidate, "-c", "import venv"], capture_output=True).returncode == 0:
                yield candidate
