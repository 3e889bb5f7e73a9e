"""`tests/test_import.py`: importing the package does nothing but import it, and its command line answers."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template, has_contracts, is_for_dagster
from nb2pkg.emitter.templates.outline import imported_modules, is_script

_TEXT = Text('''\
"""Importing the package has no effect, and the command line answers."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("installed")
SOURCE = Path(importlib.import_module("$name").__path__[0]).parents[$depth]
MODULES = sorted(path.stem for path in (SOURCE / "$folder").glob("*.py")$filter)
IMPORT = """
import contextlib, importlib, io, os, sys
for name in $outside:
    importlib.import_module(name)
with contextlib.redirect_stdout(io.StringIO()) as printed:
    for name in sys.argv[1:]:
        importlib.import_module(name)
assert not printed.getvalue(), printed.getvalue()
assert not os.listdir(), os.listdir()
"""


def run_python(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter in an empty folder, with the package's source on its path."""
    path = os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path.rstrip(os.pathsep), "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("module", MODULES)
def test_module_imports(module: str) -> None:
    assert importlib.import_module(f"$name.{module}").__name__ == f"$name.{module}"


def test_importing_prints_nothing_and_writes_nothing(tmp_path: Path) -> None:
    names = [f"$name.{module}" for module in MODULES]
    found = run_python("-c", IMPORT, *names, folder=tmp_path)
    assert found.returncode == 0, found.stderr


def test_command_line_answers(tmp_path: Path) -> None:
    found = run_python("-m", "$name", "--help", folder=tmp_path)
    assert found.returncode == 0, found.stderr
    assert "--output-dir" in found.stdout
''')


def render(subject: Subject) -> str:
    """One interpreter for all modules: libraries are slow to import. What they print themselves does not count."""
    return _TEXT.substitute(
        name=subject.plan.name,
        folder=subject.plan.folder,
        depth=subject.plan.name.count("."),
        outside=repr(imported_modules(subject)),
        filter=_filter(subject),
    )


def _filter(subject: Subject) -> str:
    """The script is the notebook, which does something; contracts and what is for Dagster need their extras."""
    named = {
        "script": is_script(subject.plan),
        "contracts": has_contracts(subject),
        "definitions": is_for_dagster(subject),
    }
    left_out = [name for name, is_there in named.items() if is_there]
    return "".join(f' if path.stem != "{name}"' for name in left_out)


TEMPLATE = Template(path="tests/test_import.py", render=render)
