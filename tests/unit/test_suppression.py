"""Accepted findings are left out; codes that accept nothing are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.report import CheckedNotebook
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.example import example_notebook
from nb2pkg.rules.walk import dispatch_of

CHOSEN = ("working-directory", "unused-suppression")
CODE = next(rule.code for rule in all_rules() if rule.name == "working-directory")


def check(text: str) -> CheckedNotebook:
    rules = [rule for rule in all_rules() if rule.name in CHOSEN]
    return check_text(example_notebook(text)[0], Path("a.ipynb"), dispatch_of(rules))


def names(text: str) -> list[str]:
    return [placed.finding.name for placed in check(text).findings]


@pytest.mark.parametrize(
    "text",
    [
        f'import os\nos.chdir("x")  # noqa: {CODE}',
        f'import os\nos.chdir("x")  #noqa:{CODE.lower()} a remark',
        f'import os\nos.chdir("x")  # noqa: F401, {CODE}',
        'import os\nos.chdir("x")  # noqa: working-directory',
        'import os\nos.chdir("x")  # noqa: NB2',
        'import os\nos.chdir("x")  # noqa',
        f'import os\nos.chdir(\n    "x"\n)  # noqa: {CODE}',
        f'# %% tags=["noqa: {CODE}"]\nimport os\nos.chdir("x")',
        '# %% tags=["noqa"]\nimport os\nos.chdir("x")',
        f'# nb2pkg: noqa: {CODE}\n# %%\nimport os\nos.chdir("x")',
        "%cd x  # noqa: NB2",
    ],
)
def test_accepted(text: str) -> None:
    assert names(text) == []
    assert check(text).suppressed == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('import os\nos.chdir("x")  # noqa: F401', ["working-directory"]),
        ('import os\nos.chdir("x # noqa")', ["working-directory"]),
        (f'import os\n# noqa: {CODE}\nos.chdir("x")', ["unused-suppression", "working-directory"]),
        (
            f'# %% tags=["noqa: {CODE}"]\nx = 1\n# %%\nimport os\nos.chdir("x")',
            ["unused-suppression", "working-directory"],
        ),
        (f'"""\n# noqa: {CODE}\n"""', []),
        (f"x = 1  # noqa: {CODE}", ["unused-suppression"]),
        ("x = 1  # noqa: NB1", []),  # its rules are not on, so it cannot be told
        ("x = 1  # noqa", []),
    ],
)
def test_not_accepted(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_cell_that_does_not_parse_can_accept_findings_too() -> None:
    assert names(f"x = (  # noqa: {CODE}\n# %%\nprint(1)") == ["unused-suppression"]
