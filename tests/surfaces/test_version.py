"""The command that is installed, and its version."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points, version

import pytest

import nb2pkg


def test_version(run) -> None:
    assert run("--version").out == f"nb2pkg {nb2pkg.__version__}\n"
    assert version("nb2pkg") == nb2pkg.__version__


def test_the_command_is_installed() -> None:
    found = [point.value for point in entry_points(group="console_scripts") if point.name == "nb2pkg"]
    assert found == ["nb2pkg.__main__:main"]


@pytest.mark.parametrize("command", [[], ["convert"], ["plan"], ["check"], ["rules"], ["explain"]])
def test_help(run, command: list[str]) -> None:
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert " ".join(["Usage: nb2pkg", *command]) in ran.out


def test_help_is_plain_and_quick() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "nb2pkg", "convert", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "--displays" in done.stdout
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "nb2pkg.surfaces.cli" in imported
    assert not imported & {"rich", "nb2pkg.pipeline"}
