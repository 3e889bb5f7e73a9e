"""Notebooks, folders and repositories that are made to run something: nothing of them runs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.git_repository import commit, git, notebook, repository

TOUCH = "__import__('pathlib').Path(__file__).with_name('PWNED').touch()"
BREAKS = (
    '"""',
    "'''",
    '"',
    "'",
    "\n",
    "\\",
    "}}",
    "]]",
    "*/",
    "-->",
    "%>",
    "`",
    "|",
    "$(touch PWNED)",
    "${{ x }}",
    "{0}",
)
PAYLOADS = [f"{mark}\n{TOUCH}\n{mark}#" for mark in BREAKS] + [f'"; {TOUCH} #', f"\\\n{TOUCH}", f"{{{TOUCH}}}"]
EVIL = " ".join(PAYLOADS)


def evil_notebook() -> str:
    outputs = [
        {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": repr(EVIL)}},
        {"output_type": "stream", "name": "stdout", "text": f"{EVIL}\n"},
    ]
    cells: list[dict[str, Any]] = []
    sources = ["import math\nx = 3", "y = x + 1\nprint(y)", "'" + "a" * 3 + "'", "math.sqrt(y)"]
    for number, source in enumerate(sources):
        cells.append({"cell_type": "markdown", "id": f"m{number}", "metadata": {}, "source": f"# {PAYLOADS[number]}"})
        cells.append({"cell_type": "markdown", "id": f"n{number}", "metadata": {}, "source": f"## Step\n\n{EVIL}"})
        code = {
            "cell_type": "code",
            "id": EVIL[number:60],
            "metadata": {"tags": [EVIL], "name": EVIL},
            "outputs": outputs,
        }
        cells.append(code | {"source": source, "execution_count": number + 1})
    metadata = {
        "title": EVIL,
        "authors": [{"name": EVIL}],
        "kernelspec": {"name": EVIL, "language": "python", "display_name": EVIL},
        "language_info": {"name": "python", "version": f"3.11{EVIL}"},
    }
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    name = "x\"\"\" '''\\ ${{ x }} $(touch PWNED) `touch PWNED` {0} #"
    path = tmp_path / f"{name}.ipynb"
    path.write_text(evil_notebook())
    return path


OPTIONS = {
    "package": ["--handover"],
    "script": ["--cut", "script"],
    "project": [],
    "assets": ["--pipeline", "dagster"],
    "dag": ["--pipeline", "airflow"],
    "models": ["--models"],
}


@pytest.fixture(params=OPTIONS)
def package(request: pytest.FixtureRequest, run: Any, evil: Path, tmp_path: Path) -> Path:
    other = tmp_path / "other.ipynb"
    other.write_text(evil_notebook())
    options = OPTIONS[request.param]
    notebooks = [evil, other] if request.param == "project" else [evil]
    ran = run("convert", *notebooks, "--name", "tame", "--out", tmp_path / "tame", *options)
    assert ran.code == 0, ran.err
    return tmp_path / "tame"


def test_text_of_a_notebook_stays_text_in_every_file(package: Path) -> None:
    """Python, TOML, JSON and YAML parse, and no code, key or instruction stands in them that the text asked for."""
    files = [file for file in package.rglob("*") if file.is_file()]
    for file in files:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".py":
            names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
            assert "__import__" not in names, file
        elif file.suffix == ".toml":
            assert "x" not in tomllib.loads(text).get("tool", {})
        elif file.suffix == ".json":
            json.loads(text)
        elif file.suffix in {".yml", ".yaml"}:
            assert isinstance(yaml.safe_load(text), dict), file
        if file.name in {
            "Dockerfile",
            "noxfile.py",
            "ci.yml",
            ".gitlab-ci.yml",
            ".pre-commit-config.yaml",
            "CODEOWNERS",
        }:
            assert "PWNED" not in text, file
    assert len(files) > 12


@pytest.mark.slow
def test_nothing_of_a_notebook_runs_by_import_or_in_tests(package: Path, tmp_path: Path) -> None:
    """Its modules are imported, its command line asked and its tests run."""
    environment = {**os.environ, "PYTHONPATH": str(package / "src")}
    for command in (["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], ["-m", "tame", "--help"]):
        done = subprocess.run(
            [sys.executable, *command], cwd=package, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 5), done.stdout + done.stderr
    assert not list(tmp_path.rglob("PWNED"))


@pytest.mark.parametrize(
    "command",
    [
        ["check", "--no-cache"], ["plan"], ["convert", "--out", "made"], ["convert", "--handover", "--out", "made"],
        ["report", "--output", "page.html"], ["graph"], ["estate", "."],
    ],
    ids=lambda command: " ".join(command),
)  # fmt: skip
def test_nothing_is_executed(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    """Neither the notebook, nor modules that lie beside it under the names of libraries, nor a plug-in or settings."""
    monkeypatch.chdir(tmp_path)
    touch = f"open({str(tmp_path / 'PWNED')!r}, 'w').close()\n"
    for name in ("json", "pandas", "ruff", "sitecustomize", "usercustomize", "conftest", "setup", "helper", "nbformat"):
        (tmp_path / f"{name}.py").write_text(touch)
    (tmp_path / "pyproject.toml").write_text('[tool.mypy]\nplugins = ["helper.py"]\n')
    source = f"import helper, pandas\n{touch}!touch PWNED\nget_ipython().system('touch PWNED')\n%run helper.py"
    (tmp_path / "a.ipynb").write_text(notebook(source, "%load_ext helper\nx = {1: 2}\nprint(x)"))
    arguments = command if command[0] == "estate" else [*command[:1], "a.ipynb", *command[1:]]
    ran = run(*arguments)
    assert ran.code in (0, 1), ran.err
    assert not list(tmp_path.rglob("PWNED"))


def test_a_hostile_repository_runs_nothing(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a `.git/config` can make git start: monitors, pagers, signature programs, diffs, conversions, hooks."""
    folder = repository(tmp_path / "repository")
    commit(folder, {"a.ipynb": notebook("x = 1"), ".gitattributes": "*.ipynb diff=evil filter=evil merge=evil\n"})
    git(folder, "checkout", "--quiet", "-b", "feature")
    commit(folder, {"a.ipynb": notebook("x = 2\nprint(missing)")})
    evil = tmp_path / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'PWNED'}'\n")
    evil.chmod(0o755)
    keys = (
        "core.fsmonitor core.pager core.sshCommand core.editor pager.log pager.diff diff.external diff.evil.command "
        "diff.evil.textconv filter.evil.clean filter.evil.smudge merge.evil.driver gpg.program credential.helper"
    )
    for key in keys.split():
        git(folder, "config", key, str(evil))
    git(folder, "config", "log.showSignature", "true")
    git(folder, "config", "filter.evil.process", str(evil))
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        target = folder / ".git" / "hooks" / hook
        target.parent.mkdir(exist_ok=True)
        target.write_text(evil.read_text())
        target.chmod(0o755)
    monkeypatch.chdir(folder)
    assert run("review", "--base", "main", "--exit-zero", "--no-ruff").code == 0
    assert run("estate", ".", "--out", tmp_path / "survey").code == 0
    assert run("check", ".", "--exit-zero", "--no-cache").code == 0
    assert not (tmp_path / "PWNED").exists()


def test_a_module_beside_the_notebook_that_is_a_link_out_is_not_copied(run: Any, tmp_path: Path) -> None:
    """What is not the author's to hand on must not get into a package by a link."""
    secret = tmp_path / "elsewhere" / "private.py"
    secret.parent.mkdir()
    secret.write_text("KEEP = 'out of packages'\n")
    work = tmp_path / "work"
    work.mkdir()
    (work / "helper.py").symlink_to(secret)
    (work / "common.py").write_text("HERE = 'in packages'\n")
    (work / "shared.py").symlink_to("common.py")
    (work / "a.ipynb").write_text(notebook("import helper, shared\nprint(helper.KEEP, shared.HERE)"))
    run("convert", work / "a.ipynb", "--out", tmp_path / "made")
    made = [file for file in (tmp_path / "made").rglob("*") if file.is_file()]
    assert [file.name for file in made if "in packages" in file.read_text(encoding="utf-8")] == ["shared.py"]
    assert not [file for file in made if "out of packages" in file.read_text(encoding="utf-8")]
