"""`tests/test_stages.py`: every stage runs in a process of its own, on what those before it have left."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template, is_staged

_TEXT = Text('''\
"""Each stage runs in a process of its own, on what those before it have left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Journal, copy_of_data, limited

SOURCE = Path(__file__).parents[1] / "src"


def test_stages_run_one_at_a_time(journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from $name.config import Config
    from $name.stages import STAGES
    from $name.stages.runner import RECORD

    folder = copy_of_data(Config(), tmp_path / "run" / "a" / "b" / "data")
    monkeypatch.setenv("PYTHONPATH", f"{SOURCE}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    for stage in STAGES:
        command = [sys.executable, "-m", "$name", "run", "--stage", stage.name, "--store", str(tmp_path / "store")]
        with limited(monkeypatch):
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "store" / stage.name / RECORD).is_file()
''')


def render(subject: Subject) -> str:
    """What is printed is not compared: notebooks draw random numbers without a seed."""
    return _TEXT.substitute(name=subject.plan.name)


TEMPLATE = Template(path="tests/test_stages.py", render=render, when=is_staged)
