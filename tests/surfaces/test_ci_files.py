"""What we ship for GitHub, GitLab and pre-commit is laid out as they want it: their own schemas, offline."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def check(schema: str, file: Path, *options: str) -> None:
    """Holds a file against a schema that check-jsonschema carries."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def examples() -> list[str]:
    """The YAML in the guide, with something in place of what readers fill in: `<host>` is no part of an address."""
    return [re.sub(r"<([a-z]+)[a-z ]*>", r"\1", text) for text in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)]


def component() -> tuple[dict[str, Any], dict[str, Any]]:
    """Head and job of the GitLab component, its inputs at their defaults."""
    text = (ROOT / "templates" / "nb2pkg-review.yml").read_text(encoding="utf-8")
    head = next(yaml.safe_load_all(text))
    filled = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda m: str(head["spec"]["inputs"][m[1]]["default"]), text)
    return tuple(yaml.safe_load_all(filled))


def test_the_action() -> None:
    check("vendor.github-actions", ROOT / "action.yml")


def test_the_gitlab_component(tmp_path: Path) -> None:
    head, job = component()
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(yaml.safe_dump(job, sort_keys=False), encoding="utf-8")
    check("vendor.gitlab-ci", file, "--data-transform", "gitlab-ci")
    assert "$[[" not in file.read_text(encoding="utf-8")
    for about in head["spec"]["inputs"].values():
        assert set(about) <= {"default", "description", "options", "type", "regex"}
        assert about["default"] in about.get("options", [about["default"]])


def test_the_examples_of_the_guide(tmp_path: Path) -> None:
    github, gitlab, hooks = examples()
    for name, text, schema in (("a.yml", github, "vendor.github-workflows"), ("b.yml", gitlab, "vendor.gitlab-ci")):
        file = tmp_path / name
        file.write_text("name: x\n" + text if "jobs:" in text else text, encoding="utf-8")
        check(schema, file)
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert {hook["id"] for repo in yaml.safe_load(hooks)["repos"] for hook in repo["hooks"]} <= known
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    used = yaml.safe_load(github)["jobs"]["notebooks"]["steps"][1]["with"]
    assert set(used) <= set(inputs)


@pytest.mark.parametrize("schema", ["vendor.github-actions", "vendor.gitlab-ci"])
def test_the_schemas_refuse(schema: str, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"runs": {"using": "nothing"}, "job": {"script": 3}}), encoding="utf-8")
    with pytest.raises(AssertionError):
        check(schema, file)
