"""`nb2pkg check` as it is typed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import nb2pkg
from nb2pkg.rules.example import example_notebook

BAD = "import os\nos.chdir('x')"
ONLY = ("--select", "working-directory", "--no-ruff")


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example_notebook(text)[0], encoding="utf-8")
    return path


def test_clean(run: Any) -> None:
    write("a.ipynb", "x = 1")
    ran = run("check", *ONLY)
    assert (ran.code, ran.out, ran.err) == (0, "Nothing found in 1 notebook.\n", "")


def test_findings_are_shown_with_their_lines(run: Any) -> None:
    write("a.ipynb", "# %% [markdown]\n# # Set-up\n# %% In[4]\n" + BAD)
    ran = run("check", "a.ipynb", *ONLY)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[:2] == ["a.ipynb", "  Set-up"]
    assert lines[2].startswith("  warning NB2")
    assert lines[3:6] == ["    cell 2 (In [4]), line 2, column 1", "    | os.chdir('x')", "    | ^^^^^^^^^^^^^"]
    assert "1 warning in 1 notebook." in lines


def test_the_exit_code_follows_threshold(run: Any) -> None:
    write("a.ipynb", BAD)
    assert run("check", *ONLY, "--fail-on", "error").code == 0
    assert run("check", *ONLY, "--profile", "exploration").code == 0
    assert run("check", *ONLY, "--profile", "production").code == 1
    assert run("check", *ONLY, "--exit-zero").code == 0
    assert "Nothing found" in run("check", *ONLY, "--severity", "error").out


def test_settings_of_the_project(run: Any) -> None:
    write("a.ipynb", BAD)
    Path("pyproject.toml").write_text("[tool.nb2pkg]\nignore = ['working-directory']\n")
    assert run("check", *ONLY).code == 0
    Path("pyproject.toml").write_text("[tool.nb2pkg]\nignroe = ['NB2']\n")
    ran = run("check", *ONLY)
    assert ran.code == 2
    assert "hint: Did you mean `ignore`?" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "gone.ipynb"], "gone.ipynb does not exist."),
        (["check", "--select", "NB999"], "`NB999` is no rule and no prefix of one."),
        (["check", "--ignore", "working-directry"], "`working-directry` is no rule"),
        (["check", "--format", "pdf"], "`pdf` is not a format."),
        (["check", "--baseline", "gone.json"], "The baseline gone.json does not exist."),
        (["check", "--severity", "bad"], "bad"),
        (["explain", "NB999"], "`NB999` is no rule"),
        (["explain", "F401"], "`F401` is a rule of ruff"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(run: Any, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert said in ran.err.replace(os.getcwd() + os.sep, "")
    assert "hint: " in ran.err
    assert ran.out == ""


def test_a_baseline_leaves_what_is_new(run: Any) -> None:
    write("a.ipynb", BAD)
    assert run("check", *ONLY, "--write-baseline", "known.json").code == 0
    ran = run("check", *ONLY, "--baseline", "known.json")
    assert (ran.code, "1 more finding known to the baseline." in ran.out) == (0, True)
    write("a.ipynb", "# %%\nprint(1)\n# %%\n" + BAD + "\nos.chdir('y')")
    ran = run("check", *ONLY, "--baseline", "known.json")
    assert ran.code == 1
    assert "chdir('y')" in ran.out
    assert "chdir('x')" not in ran.out


def test_json_has_the_documented_layout(run: Any) -> None:
    path = write("a.ipynb", BAD)
    document = json.loads(run("check", *ONLY, "--format", "json").out)
    assert document["schema"] == 1
    (notebook,) = document["notebooks"]
    assert (notebook["path"], notebook["status"]) == ("a.ipynb", "checked")
    (finding,) = notebook["findings"]
    wanted = "code name severity confidence message cell cell_id line column end_line end_column file_line file_column"
    assert {*wanted.split(), "related", "fix", "fingerprint"} <= finding.keys()
    assert (finding["cell"], finding["line"], finding["column"]) == (0, 2, 0)
    assert "os.chdir" in path.read_text().splitlines()[finding["file_line"] - 1]


def test_an_unreadable_notebook_fails(run: Any) -> None:
    Path("a.ipynb").write_text("{")
    ran = run("check", *ONLY)
    assert ran.code == 1
    assert "a.ipynb is truncated" in ran.out


def test_hostile_names_steer_no_terminal(run: Any) -> None:
    write("a\x1b[31m.ipynb", "# %% [markdown]\n# # \x1b]0;x\x07\u202e\n# %%\nimport os\nos.chdir('\x1b[2J\u202e')")
    ran = run("check", *ONLY)
    assert ran.code == 1
    assert not set(ran.out) & {"\x1b", "\x07", "\u202e"}


def test_the_report_can_go_to_a_file(run: Any) -> None:
    write("a.ipynb", BAD)
    ran = run("check", *ONLY, "--format", "json", "-o", "reports/check.json")
    assert (ran.code, ran.out) == (1, "")
    assert json.loads(Path("reports/check.json").read_text())["schema"] == 1


def test_rules_are_listed_and_explained(run: Any) -> None:
    listed = run("rules").out
    assert "working-directory: The working directory is changed." in listed
    explained = run("explain", "working-directory").out
    assert "«" not in explained
    assert "Found:" in explained
    assert "Fine:" in explained


def test_nothing_is_written_but_the_cache(run: Any) -> None:
    write("a.ipynb", BAD)
    run("check", *ONLY)
    assert sorted(os.listdir()) == [".nb2pkg_cache", "a.ipynb"]
    run("check", *ONLY, "--no-cache")


def test_fixes_are_made_until_none_is_left(run: Any) -> None:
    path = write("a.ipynb", "import sys\nx = len(sys.path)\n# %%\nfrom re import match, sub\nprint(sub)\n# %%\n")
    ran = run("check", "--no-ruff", "--no-cache", "--select", "unused-import,import-not-first,empty-cell", "--fix")
    assert (ran.code, ran.err) == (0, "mended a.ipynb\n")
    cells = json.loads(path.read_text())["cells"]
    assert ["".join(cell["source"]) for cell in cells] == [
        "import sys\nfrom re import sub\nx = len(sys.path)",
        "print(sub)",
    ]
    again = run("check", "--no-ruff", "--no-cache", "--select", "unused-import,import-not-first,empty-cell", "--fix")
    assert (again.code, again.err) == (0, "")


def test_from_python(run: Any) -> None:
    path = write("a.ipynb", BAD)
    report = nb2pkg.check(path, select=["working-directory"], ruff=False)
    (notebook,) = report.notebooks
    assert [placed.finding.name for placed in notebook.findings] == ["working-directory"]
    assert report.number_failing == 1
    assert os.listdir() == ["a.ipynb"]
    with pytest.raises(nb2pkg.Nb2pkgError, match="does not exist"):
        nb2pkg.check("gone.ipynb")
