"""`nb2pkg audit`: how ready a package is, without running any of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.hand_made import PYPROJECT, write_files


def audited(run: Any, *arguments: object) -> dict[str, Any]:
    ran = run("audit", *arguments, "--format", "json")
    assert ran.err == ""
    found: dict[str, Any] = json.loads(ran.out)
    assert (ran.code == 1) == bool(found["failing"])
    return found


def test_a_generated_package_is_told_what_it_lacks(run: Any, write: Any) -> None:
    notebook = write("import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df.shape)")
    assert run("convert", notebook, "--out", "sales").code == 0
    found = audited(run, "sales")
    states = {item["number"]: item["state"] for item in found["items"]}
    assert len(states) == 62
    assert states[18] == "not checked"
    assert states[24] == states[25] == "passed"
    assert found["grade"] == "F"
    assert len(found["next"]) == 3
    assert {score["category"] for score in found["scores"]} == {item["category"] for item in found["items"]}


def test_a_package_by_hand_passes(run: Any, tmp_path: Path) -> None:
    found = audited(run, write_files(tmp_path / "shop", {}))
    failed = {item["number"]: item["said"] for item in found["items"] if item["state"] == "failed"}
    assert failed == {}
    assert found["tools"]["sp-repo-review"][0].isdigit()


def test_a_folder_is_named_from_where_one_stands(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs are started inside the folder: a relative name would mean another one there."""
    folder = write_files(tmp_path / "shop", {})
    monkeypatch.chdir(tmp_path)
    by_name, by_place = audited(run, "shop"), audited(run, folder)
    assert by_name.pop("package") != by_place.pop("package")
    assert by_name == by_place


def test_formats_hold_the_same(run: Any, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "shop", {"SECURITY.md": None})
    for name in ("text", "terminal", "markdown"):
        ran = run("audit", folder, "--format", name)
        assert ran.code == 1
        plain = re.sub(r"\x1b\[[\d;]*m|\\", "", ran.out)
        assert "62 catalogue" in plain
        assert "no SECURITY.md" in plain
        assert "not checked" in plain
    assert run("audit", folder, "--format", "xml").code == 2
    ran = run("audit", folder, "--format", "markdown", "-o", "out/a.md")
    assert (ran.code, ran.out) == (1, "")
    assert Path("out/a.md").read_text().startswith("## ")


def test_what_is_required_must_have_passed(run: Any, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "shop", {})
    assert 18 not in audited(run, folder)["failing"]
    assert 48 not in audited(run, folder, "--require", "48,coverage")["failing"]
    assert 17 in audited(run, folder, "--require", "vulnerabilities")["failing"]
    policy = PYPROJECT + '\n[tool.nb2pkg.audit]\nrequire = ["6"]\n'
    (folder / "pyproject.toml").write_text(policy)
    found = audited(run, folder)
    assert 6 in found["failing"]
    assert found["next"][0]["item"] == 6
    ran = run("audit", folder, "--require", "99")
    assert ran.code == 2
    assert "`99` is no item" in ran.err


def test_nothing_is_executed(run: Any, tmp_path: Path) -> None:
    """Neither at import nor by tools that could: a package that leaves a trace leaves none."""
    trace = tmp_path / "trace"
    bomb = f"open({str(trace)!r}, 'w').close()\n"
    names = ("conftest.py", "setup.py", "noxfile.py", "sitecustomize.py", "src/shop/__init__.py", "repo_review.py")
    hooks = PYPROJECT.replace("[tool.mypy]", '[tool.mypy]\nplugins = ["conftest.py"]')
    folder = write_files(tmp_path / "shop", {**dict.fromkeys(names, bomb), "pyproject.toml": hooks})
    before = sorted(folder.rglob("*"))
    assert run("audit", folder).code == 1
    assert not trace.exists()
    assert sorted(folder.rglob("*")) == before


def test_what_is_not_installed_is_not_passed(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("ruff", "repo_review", "deptry", "schemas", "builder", "vulnerabilities"):
        monkeypatch.setattr(f"nb2pkg.auditor.tools.{module}.program", lambda name: "")
    found = audited(run, write_files(tmp_path / "shop", {}), "--build", "--online")
    states = {item["number"]: item["state"] for item in found["items"]}
    assert {states[number] for number in (6, 17, 31, 32, 36)} == {"not checked"}
    assert set(found["tools"].values()) == {"is not installed"}


def test_a_notebook_is_looked_at_for_leakage(run: Any, tmp_path: Path, write: Any) -> None:
    folder = write_files(tmp_path / "shop", {})
    leaky = write(
        "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\ndf = pd.read_csv('d.csv')",
        "from sklearn.model_selection import train_test_split\nX, y = df.drop(columns='y'), df['y']",
        "X_train, X_test, y_train, y_test = train_test_split(X, y)\nm = LogisticRegression()\nm.fit(X, y)",
        "from sklearn.metrics import accuracy_score\nprint(accuracy_score(y_test, m.predict(X_test)))",
    )
    state = {item["number"]: item["state"] for item in audited(run, folder, "--notebook", leaky)["items"]}[56]
    assert state == "failed"
    clean = write("print(1)", file="clean.ipynb")
    assert {i["number"]: i["state"] for i in audited(run, folder, "--notebook", clean)["items"]}[56] == "passed"


def test_what_is_no_package_is_told(run: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for place in (tmp_path / "empty", tmp_path / "nowhere"):
        ran = run("audit", place)
        assert (ran.code, ran.out) == (2, "")
        assert "hint:" in ran.err


@pytest.mark.slow
def test_building_is_asked_for(run: Any, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "shop", {})
    item = next(item for item in audited(run, folder, "--build")["items"] if item["number"] == 6)
    assert item["state"] == "passed", item
    assert not (folder / "dist").exists()
