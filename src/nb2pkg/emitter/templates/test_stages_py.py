"""`tests/test_stages.py`: every stage runs in a process of its own, and together they do what the whole run does."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template, has_checked_assets, is_for_dagster, is_staged

_TEXT = Text('''\
"""Each stage runs in a process of its own, on what those before it have left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Journal, copy_of_data, limited

SOURCE = Path(__file__).parents[1] / "src"


def test_stages_one_at_a_time_do_what_the_whole_run_does(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from $name.stages import STAGES
    from $name.stages.runner import RECORD

    store = tmp_path / "store"
    commands = [("run", "--stage", stage.name, "--store", str(store)) for stage in STAGES]
    before = left_by([()], tmp_path / "before", monkeypatch)
    staged = left_by(commands, tmp_path / "staged", monkeypatch)
    after = left_by([()], tmp_path / "after", monkeypatch)
    assert [stage.name for stage in STAGES if not (store / stage.name / RECORD).is_file()] == []
    # Dates and random numbers without a seed differ from run to run: they are not compared.
    same = {what for what in before.keys() & after.keys() if before[what] == after[what]}
    different = [what for what in sorted(same) if staged.get(what) != before[what]]
    assert not different, f"not as in the whole run: {', '.join(different)}"


def left_by(
    commands: list[tuple[str, ...]], place: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, bytes]:
    """What the commands print, and the files that are there in the end."""
    from $name.config import Config

    folder = copy_of_data(Config(), place / "a" / "b" / "data")
    monkeypatch.setenv("PYTHONPATH", f"{SOURCE}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    printed = b""
    for command in commands:
        call = [sys.executable, "-m", "$name", *command]
        with limited(monkeypatch):
            done = subprocess.run(call, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        printed += done.stdout
    files = {path for path in place.rglob("*") if path.is_file()}
    found = {path.relative_to(place).as_posix(): comparable(path.read_bytes()) for path in files}
    return found | {"what is printed": printed}


def comparable(content: bytes) -> bytes:
    """Texts and pictures. A pickle of equal values may have other bytes: that it is there must do."""
    if content.startswith(b"\\x89PNG"):
        return content
    try:
        content.decode()
    except UnicodeDecodeError:
        return b""
    return content
''')
_DAGSTER = Text("""

def test_dagster_accepts_the_definitions(installed: None) -> None:
    dagster = pytest.importorskip("dagster", reason="pip install -e '.[dagster]'")
$pandera    from $name.definitions import definitions

    dagster.Definitions.validate_loadable(definitions)
""")
_PANDERA = """\
    pytest.importorskip("pandera.pandas", reason="pip install -e '.[dagster]'")
"""


def render(subject: Subject) -> str:
    """Two whole runs, before and after: what is the same in both depends on neither chance nor the clock."""
    text = _TEXT.template + (_DAGSTER.template if is_for_dagster(subject) else "")
    return Text(text).substitute(name=subject.plan.name, pandera=_PANDERA if has_checked_assets(subject) else "")


TEMPLATE = Template(path="tests/test_stages.py", render=render, when=is_staged)
