"""Verdicts as text, for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.verdict import Circumstances, Comparison, Level, Outcome, Result, Verdict
from nb2pkg.reporter import verify_format, verify_format_names

ROOT = Path(__file__).parents[3]
EVIL = "\x1b[31m<b>|`x`\u202e\n# @you [a](b)"


def one(outcome: Outcome, key: str = "df", *, level: Level = Level.NUMERIC, detail: str = "") -> Comparison:
    return Comparison(key=key, level=level, outcome=outcome, function="load", cell=2, detail=detail)


def verdict(*comparisons: Comparison, run: int = 5, error: str = "", package_error: str = "") -> Verdict:
    return Verdict(
        notebook="story.ipynb",
        package="story",
        comparisons=comparisons,
        statements_run=run,
        statements=5,
        notebook_error=error,
        package_error=package_error,
        notes=("the network could not be turned off on this machine",),
        circumstances=Circumstances(
            date="2026-01-02T03:04:05+00:00", version="1", python="3.12.1", data="abc", seconds=(2.0, 2.0, 1.0, 5.2)
        ),
    )


SAME, CLOSE = one(Outcome.SAME), one(Outcome.CLOSE, detail="off by 1.0e-14")
GAP, UNSTABLE = one(Outcome.NOT_COMPARED, detail="a lock"), one(Outcome.UNSTABLE)
BAD = one(Outcome.DIFFERENT, "x", detail="1 in the notebook, 2 in the package")

RESULTS = [
    (verdict(SAME, CLOSE), Result.SAME),
    (verdict(SAME, GAP), Result.SAME),
    (verdict(SAME, GAP, UNSTABLE), Result.PARTLY),
    (verdict(SAME, SAME, one(Outcome.UNSTABLE, level=Level.BEHAVIOUR)), Result.PARTLY),
    (verdict(SAME, run=3), Result.PARTLY),
    (verdict(SAME, error="cell 4: ValueError: no"), Result.PARTLY),
    (verdict(SAME, BAD), Result.DIFFERENT),
    (verdict(SAME, one(Outcome.MISSING)), Result.DIFFERENT),
    (verdict(SAME, package_error="it ran for more than 3 s"), Result.DIFFERENT),
    (verdict(BAD, error="cell 4: ValueError: no"), Result.DIFFERENT),
    (verdict(), Result.UNKNOWN),
    (verdict(GAP, UNSTABLE), Result.UNKNOWN),
    (verdict(error="cell 1: the kernel died", run=0), Result.UNKNOWN),
]


@pytest.mark.parametrize(("found", "result"), RESULTS)
def test_the_result(found: Verdict, result: Result) -> None:
    assert found.result is result


@pytest.mark.parametrize(("found", "result"), RESULTS)
@pytest.mark.parametrize("name", verify_format_names())
def test_every_format_says_the_result(found: Verdict, result: Result, name: str) -> None:
    text = verify_format(name).render(found)
    assert result.value in text
    assert text.endswith("\n")


def test_text() -> None:
    text = verify_format("text").render(verdict(SAME, CLOSE, GAP, BAD))
    assert text == (
        "different: 1 difference, 3 of 4 observations compared\n"
        "\n"
        "Function  interface  numeric  behaviour  first difference\n"
        "load      -          2 of 4   -  x (cell 3): 1 in the notebook, 2 in the package\n"
        "\n"
        "Differences\n"
        "  different  load, x (cell 3): 1 in the notebook, 2 in the package\n"
        "\n"
        "Not compared\n"
        "  not compared  load, df (cell 3): a lock\n"
        "\n"
        "The same but for what is told\n"
        "  close  load, df (cell 3): off by 1.0e-14\n"
        "\n"
        "Both were executed with Python 3.12.1 in one environment, the notebook twice; data abc.\n"
        "Seconds: notebook 2.0 and 2.0, package 1.0, all together 5.2.\n"
        "1 value the same but for 1e-9 relative or 1e-12 absolute.\n"
        "the network could not be turned off on this machine\n"
    )


def test_half_a_notebook() -> None:
    text = verify_format("text").render(verdict(SAME, run=3, error="cell 4: ValueError: no"))
    assert "3 of 5 statements compared." in text
    assert "The notebook fails in cell 4: ValueError: no" in text


def test_the_plain_text_is_that_of_the_terminal() -> None:
    found = verdict(SAME, GAP, BAD, error="cell 4: ValueError: no")
    coloured = verify_format("terminal").render(found)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in plain.splitlines()] == verify_format("text").render(found).splitlines()


def evil() -> Verdict:
    return verdict(SAME, one(Outcome.DIFFERENT, EVIL, detail=EVIL), one(Outcome.UNSTABLE, EVIL), error=EVIL)


@pytest.mark.parametrize("name", ["text", "json", "markdown"])
def test_nothing_steers_a_terminal(name: str) -> None:
    text = verify_format(name).render(evil())
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_markdown_stays_text() -> None:
    text = verify_format("markdown").render(evil())
    assert "<b>" not in text
    assert "@you" not in text
    assert "[a](b)" not in text
    rows = [line for line in text.splitlines() if line.startswith("| load")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [6]


def test_json_is_documented() -> None:
    document = json.loads(verify_format("json").render(verdict(SAME, BAD)))
    described = (ROOT / "docs" / "json.md").read_text(encoding="utf-8").partition("nb2pkg verify")[2]
    for key in [*document, *document["comparisons"][0], *document["seconds"]]:
        assert f"`{key}`" in described
    assert document["schema"] == 1
    assert document["result"] == "different"
    assert document["counts"]["different"] == 1
    assert document["comparisons"][1]["detail"] == BAD.detail
    assert document["seconds"] == {"notebook": 2.0, "notebook_again": 2.0, "package": 1.0, "total": 5.2}


def test_an_unknown_format() -> None:
    with pytest.raises(Nb2pkgError, match="not a format"):
        verify_format("pdf")
