"""`nb2pkg lock`: what a package needs, with versions and hashes."""

from __future__ import annotations

import json
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.slow
def test_the_versions_that_ran_are_pinned(run: Any, write: Any) -> None:
    notebook = write("import click\nprint(click.style('a'))")
    assert run("convert", notebook, "--out", "sales").code == 0
    ran = run("lock", "sales", "--python", sys.executable)
    assert (ran.code, ran.out) == (0, "Wrote sales/pylock.toml: 1 distribution pinned.\n"), ran.err
    packages = {one["name"]: one for one in tomllib.loads(Path("sales/pylock.toml").read_text())["packages"]}
    assert packages["click"]["version"] == version("click")
    assert len(packages["click"]["wheels"][0]["hashes"]["sha256"]) == 64
    assert not Path("sales/pylock.new.toml").exists()
    states = {i["number"]: i["state"] for i in json.loads(run("audit", "sales", "--format", "json").out)["items"]}
    assert (states[13], states[16]) == ("passed", "passed")


def test_what_cannot_be_locked_is_told(run: Any, write: Any, tmp_path: Path) -> None:
    ran = run("lock", tmp_path)
    assert (ran.code, "has no pyproject.toml" in ran.err) == (2, True)
    assert run("convert", write("print(1)"), "--out", "sales").code == 0
    ran = run("lock", "sales", "--python", "no-such-python")
    assert (ran.code, "no-such-python is not a Python interpreter." in ran.err) == (2, True)
    assert not Path("sales/pylock.toml").exists()
