"""`nb2pkg plan`: the refactoring, told to people and to programs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import nb2pkg
from nb2pkg.reporter import plan_format, plan_format_names

CHURN = Path(__file__).parents[2] / "fixtures" / "notebooks" / "churn" / "churn.ipynb"


def test_the_text_tells_modules_functions_settings_and_requirements(run) -> None:
    ran = run("plan", CHURN)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("churn: ")
    assert "data.py" in lines
    assert any(line.startswith("  load_") and "-> df" in line and "cell" in line for line in lines)
    assert "settings" in lines
    assert "requires" in lines
    assert any(line.startswith("  scikit-learn") for line in lines)
    assert os.listdir() == []


def test_the_json_says_the_same(run) -> None:
    ran = run("plan", CHURN, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    plan = nb2pkg.plan(CHURN)
    assert found["name"] == "churn"
    assert [module["name"] for module in found["modules"]] == [module.name for module in plan.modules]
    functions = [function for module in found["modules"] for function in module["functions"]]
    planned = [function for module in plan.modules for function in module.functions]
    assert [f["name"] for f in functions] == [f.name for f in planned]
    assert [f["inputs"] for f in functions] == [list(f.inputs) for f in planned]
    assert all(function["cells"] for function in functions)
    assert {r["distribution"] for r in found["requirements"]} >= {"pandas", "scikit-learn"}
    assert found["broken_cells"] == []
    assert os.listdir() == []


def test_the_terminal_format_differs_only_in_colour(run) -> None:
    import re

    plain, coloured = run("plan", CHURN).out, run("plan", CHURN, "--format", "terminal").out
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_what_the_notebook_says_cannot_steer_the_terminal(run, write) -> None:
    cell = "path = 'a\x1b[2J\u202e[red]b.csv'\ndata = open(path).read()\nprint(data)"
    for name in plan_format_names():
        ran = run("plan", write(cell), "--format", name)
        assert ran.code == 0
        assert "\x1b[2J" not in ran.out
        assert "\u202e" not in ran.out
        assert "[red]" in ran.out or name == "json"


def test_formats_are_found_by_file_name() -> None:
    assert plan_format_names() == ("json", "terminal", "text")
    assert all(plan_format(name).name == name for name in plan_format_names())


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("01_maximum_breaks.ipynb", "maximum_breaks"),
        ("Sales Report (final).ipynb", "sales_report_final"),
        ("TotalChargesEDA.ipynb", "total_charges_eda"),
        ("2020-05-01.ipynb", "notebook"),
        ("_.ipynb", "notebook"),
        ("class.ipynb", "class_pkg"),
        ("statistics.ipynb", "statistics_pkg"),
        ("tests.ipynb", "tests_pkg"),
        ("math_tools.ipynb", "math_tools_pkg"),
        ("seaborn.ipynb", "seaborn_pkg"),
        ("dépenses.ipynb", "depenses"),
        ("分析.ipynb", "notebook"),
    ],
)
def test_the_name_follows_from_the_file(write, file: str, name: str) -> None:
    assert nb2pkg.plan(write("import math_tools\nprint(math_tools.x)", file=file)).name == name


@pytest.mark.parametrize(
    ("recorded", "chosen"), [("3.10.4", "3.10"), ("3.7.1", ""), ("3.99.0", ""), ("", ""), ("2.7.18", "")]
)
def test_the_python_version_is_one_that_can_be_had(write, recorded: str, chosen: str) -> None:
    import sys

    path = write("print(1)", language_info={"name": "python", "version": recorded})
    assert nb2pkg.plan(path).python_version == (chosen or f"3.{sys.version_info.minor}")


def test_requirements_have_the_lower_bounds_of_this_environment(write, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import version

    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    plan = nb2pkg.plan(write("import libcst\nimport no_such_thing\nprint(libcst.x, no_such_thing.y)"))
    specifiers = {r.distribution: r.specifier for r in plan.requirements}
    assert specifiers["libcst"] == ">=" + ".".join(version("libcst").split(".")[:2])
    assert specifiers["no_such_thing"] == ""


def test_the_active_environment_comes_first(write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "env/lib/python3.12/site-packages/libcst-99.7.dist-info").mkdir(parents=True)
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "env"))
    plan = nb2pkg.plan(write("import libcst\nprint(libcst.x)"))
    assert [(r.distribution, r.specifier) for r in plan.requirements] == [("libcst", ">=99.7")]


def test_the_api_names_its_choices(write) -> None:
    with pytest.raises(nb2pkg.Nb2pkgError, match="is not a choice for displays") as caught:
        nb2pkg.plan(write("x = 1"), displays="loud")
    assert caught.value.hint == "Choose one of log, print, drop."
