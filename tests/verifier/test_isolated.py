"""The package in an environment of its own, made from its metadata by pip, with the versions of the notebook's."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.verifier import isolate
from nb2pkg.verifier.isolate import isolated

Command = list[str]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[Command]:
    """What would be run; nothing is."""
    seen: list[Command] = []

    def run(command: Command, **options: Any) -> subprocess.CompletedProcess[str]:
        seen.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, 0, stdout="numpy==1.2.3\n", stderr="")

    monkeypatch.setattr(isolate.subprocess, "run", run)
    return seen


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "story" / ".git").mkdir(parents=True)
    (tmp_path / "story" / "pyproject.toml").write_text("")
    return tmp_path / "story"


@pytest.mark.parametrize("uv", [None, "/bin/uv"], ids=["pip", "uv"])
def test_commands(uv: str | None, package: Path, commands: list[Command], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: uv)
    with isolated(package, python="/env/bin/python") as found:
        install = commands[-1]
        source = Path(install[install.index("--quiet") + 1])
        assert (source / "pyproject.toml").exists()
        assert not (source / ".git").exists()
        constraints = Path(commands[-1][commands[-1].index("--constraint") + 1])
        assert constraints.read_text() == "numpy==1.2.3\n"
    assert not source.exists()
    create, install = commands[1:]
    assert create[:2] == (["/bin/uv", "venv"] if uv else ["/env/bin/python", "-m"])
    assert found.python == create[-1] + "/bin/python"
    assert found.notes == ()
    assert (["/bin/uv", "pip", "install"] if uv else [found.python, "-m", "pip", "install"]) == install[
        : 3 if uv else 4
    ]


def test_a_package_that_cannot_be_installed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: Command, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, "install" in command, stdout="", stderr="No such package: xyz\n")

    monkeypatch.setattr(isolate.subprocess, "run", run)
    with (
        pytest.raises(Nb2pkgError, match="from its own metadata: No such package: xyz"),
        isolated(package, python=sys.executable),
    ):
        raise AssertionError("nothing may run there")


def test_what_pandas_calculates_with_unasked(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: Command, **options: Any) -> subprocess.CompletedProcess[str]:
        is_new = "nb2pkg-env-" in command[0]
        listed = "pandas==2\n" if is_new else "pandas==2\nnumexpr==2\nBottleneck==1\n"
        return subprocess.CompletedProcess(command, 0, stdout=listed, stderr="")

    monkeypatch.setattr(isolate.subprocess, "run", run)
    with isolated(package, python=sys.executable) as found:
        [note] = found.notes
    assert note.startswith("pandas had bottleneck and numexpr where the notebook ran: ")


def test_versions_that_the_metadata_exclude(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: Command, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, "--constraint" in command, stdout="", stderr="conflict")

    monkeypatch.setattr(isolate.subprocess, "run", run)
    with isolated(package, python=sys.executable) as found:
        assert found.notes == (isolate.OTHER_VERSIONS,)


@pytest.mark.slow
def test_the_package_runs_where_it_is_installed(verified: Callable[..., Any]) -> None:
    """Without requirements, so that nothing needs to be fetched but what builds it."""
    verdict = verified("a = [1]\nprint(a)", isolated=True)
    assert verdict.result.value == "same"
    assert verdict.circumstances.is_isolated
