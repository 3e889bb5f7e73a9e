"""The steps of action.yml, run as a runner would run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.fake_forge import fake_forge
from tests.support.git_repository import commit, git, notebook, repository

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GOOD, BAD = "x = 1\nprint(x)", "x = open('/home/ann/x.csv').read()\nprint(x)"


def run_action(folder: Path, tmp_path: Path, api: str = "", **inputs: str) -> tuple[int, dict[str, str], str, str]:
    """Exit code of the step that failed, outputs of the review, its summary and what it printed."""
    values = {name: str(about.get("default", "")) for name, about in ACTION["inputs"].items()} | inputs
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}))
    output, summary = tmp_path / "output", tmp_path / "summary"
    for file in (output, summary):
        file.write_text("")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "ann/shop",
        "GITHUB_API_URL": api,
        "RUNNER_TEMP": str(tmp_path),
    }
    printed = ""
    for step in ACTION["runs"]["steps"]:
        if "run" not in step or step["name"] == "Install nb2pkg":
            continue
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        own = {name: _filled(value, values, outputs) for name, value in step.get("env", {}).items()}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=folder, env=environment | own, capture_output=True, text=True, check=False)
        printed += done.stdout + done.stderr
        if done.returncode:
            break
    outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
    return done.returncode, outputs, summary.read_text(), printed


def _filled(value: str, inputs: dict[str, str], outputs: dict[str, str]) -> str:
    def expression(found: re.Match[str]) -> str:
        for term in found[1].split("||"):
            name = term.strip()
            known = inputs.get(name.removeprefix("inputs.")) or outputs.get(name.removeprefix("steps.review.outputs."))
            if known:
                return known
        return ""

    return re.sub(r"\$\{\{(.*?)\}\}", expression, value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    here = repository(tmp_path / "repository")
    commit(here, {"a.ipynb": notebook(GOOD)})
    git(here, "checkout", "--quiet", "-b", "feature")
    return here


def test_a_finding_fails_it(folder: Path, tmp_path: Path) -> None:
    commit(folder, {"a.ipynb": notebook(GOOD, BAD), "b.ipynb": notebook(GOOD)})
    code, outputs, summary, printed = run_action(folder, tmp_path, base="main", head="feature")
    assert (code, outputs["introduced"], outputs["failing"], outputs["fixed"]) == (1, "1", "1", "0")
    assert summary.startswith("## ❌ nb2pkg review: 1 finding introduced")
    assert "::warning file=a.ipynb,line=" in printed
    assert json.loads((Path(outputs["report"]) / "review.sarif").read_text())["version"] == "2.1.0"
    assert (Path(outputs["report"]) / "review.html").read_text().startswith("<!doctype html>")


def test_the_threshold_decides(folder: Path, tmp_path: Path) -> None:
    commit(folder, {"a.ipynb": notebook(GOOD, BAD)})
    code, outputs, _, _ = run_action(folder, tmp_path, base="main", **{"fail-on": "error"})
    assert (code, outputs["introduced"], outputs["failing"]) == (0, "1", "0")


def test_it_writes_one_comment(folder: Path, tmp_path: Path) -> None:
    commit(folder, {"a.ipynb": notebook(GOOD, BAD)})
    with fake_forge() as forge:
        for _ in range(2):
            run_action(folder, tmp_path, forge.url, base="main", comment="true", token="t0k")
        (comment,) = forge.comments
    assert comment["body"].startswith("## ❌ nb2pkg review: 1 finding introduced")
    assert [asked.method for asked in forge.asked] == ["GET", "POST", "GET", "PATCH"]


def test_what_a_pull_request_says_is_not_evaluated(folder: Path, tmp_path: Path) -> None:
    evil = '$(touch evil) `touch evil`;touch evil".ipynb'
    commit(folder, {evil: notebook(BAD), "b c.ipynb": notebook(BAD), "d.ipynb": notebook(BAD)})
    code, outputs, _, printed = run_action(folder, tmp_path, base="main", paths=f"{evil}\nb c.ipynb\n\n")
    assert (code, outputs["introduced"]) == (1, "2"), printed
    assert not (folder / "evil").exists()
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_modules_of_a_pull_request_are_not_imported(folder: Path, tmp_path: Path) -> None:
    """`python -m` and `python -c` look into the current folder first: there lies what a stranger wrote."""
    evil = "open('evil', 'w').close()\n"
    names = ("nb2pkg", "pip", "json", "argparse", "pathlib", "sitecustomize")
    commit(folder, {"b.ipynb": notebook(BAD), **{f"{name}.py": evil for name in names}})
    code, outputs, _, printed = run_action(folder, tmp_path, base="main")
    assert (code, outputs["introduced"]) == (1, "1"), printed
    assert not (folder / "evil").exists()
    for step in ACTION["runs"]["steps"]:
        assert "python -" not in step.get("run", "") or step["env"]["PYTHONSAFEPATH"] == "1"
    _, job = yaml.safe_load_all((ROOT / "templates" / "nb2pkg-review.yml").read_text())
    assert job["nb2pkg-review"]["variables"]["PYTHONSAFEPATH"] == "1"


def test_a_base_that_is_no_commit_is_said(folder: Path, tmp_path: Path) -> None:
    commit(folder, {"a.ipynb": notebook(BAD)})
    code, _, _, printed = run_action(folder, tmp_path, base="--output=evil")
    assert code == 2
    assert "is no commit here" in printed


def test_hooks_of_pre_commit_and_the_component_are_sound() -> None:
    hooks: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["id"]: hook["entry"] for hook in hooks} == {
        "nb2pkg-check": "nb2pkg check",
        "nb2pkg-fix": "nb2pkg check --fix",
    }
    assert all(hook["types_or"] == ["jupyter"] and hook["language"] == "python" for hook in hooks)
    head, job = yaml.safe_load_all((ROOT / "templates" / "nb2pkg-review.yml").read_text())
    assert set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", json.dumps(job))) == set(head["spec"]["inputs"])
