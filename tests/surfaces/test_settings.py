"""Settings that are given as text."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.packages import built, write


@pytest.mark.parametrize(
    ("text", "default", "value"),
    [("3", 1, 3), ("-2", 1, -2), ("0.5", 1, 0.5), ("1e3", 1, 1000.0), ("2", 0.5, 2.0), ("yes", False, True)],
)
def test_a_value_is_read_as_the_default_is(tmp_path: Path, text: str, default: object, value: object) -> None:
    (tmp_path / "n.py").write_text("# %%\nrate = 1\nprint(rate)\n")
    write(built(tmp_path / "n.py", name="n"), tmp_path)
    parse_value = runpy.run_path(str(tmp_path / "src" / "n" / "config.py"))["parse_value"]
    assert (parse_value(text, default), type(parse_value(text, default))) == (value, type(value))
    with pytest.raises(ValueError, match="many"):
        parse_value("many", 1)
    with pytest.raises(ValueError, match="neither true nor false"):
        parse_value("many", True)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The source of a package with a setting of each kind; it is the current folder."""
    cells = "rate = 1\nshare = 0.5\nNAMES = ['a']\nPATH = 'x.csv'\nprint(rate, share, NAMES, open(PATH).name)"
    (tmp_path / "n.py").write_text(f"# %%\n{cells}\n")
    write(built(tmp_path / "n.py", name="n"), tmp_path)
    monkeypatch.chdir(tmp_path / "src")
    monkeypatch.delenv("N_RATE", raising=False)
    return tmp_path / "src"


def ran(package: Path, *options: str, **variables: str) -> tuple[int, str]:
    environment = {**os.environ, "PYTHONPATH": str(package), **variables}
    command = [sys.executable, "-m", "n", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stderr


def test_what_is_no_number_is_told_by_its_setting(package: Path) -> None:
    said = "error: rate: could not convert string to float: 'many'\n"
    assert ran(package, "--rate", "many") == (2, said)
    assert ran(package, N_RATE="many") == (2, said)
    (package / "x.csv").write_text("")
    assert ran(package, "--rate", "2", N_RATE="many") == (0, "")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("rate", 2.5, ""), ("share", 1, ""), ("path", "x.csv", ""),
        ("rate", "many", "rate: int is needed, not str"), ("rate", True, "rate: int is needed, not bool"),
        ("share", [1], "share: float is needed, not list"), ("path", 7, "path: str is needed, not int"),
    ],
)  # fmt: skip
def test_values_in_a_file_are_of_the_kind_of_the_default(package: Path, name: str, value: Any, said: str) -> None:
    (package / "x.csv").write_text("")
    (package / "c.json").write_text(json.dumps({name: value}))
    assert ran(package, "--config", "c.json") == ((2, f"error: {said}\n") if said else (0, ""))
