"""Every rule against its examples: bad ones are found at their marks and nowhere else, good ones not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.example import Mark, example_notebook, expected_marks
from nb2pkg.rules.rule import Rule
from nb2pkg.rules.walk import dispatch_of

RULES = all_rules()
BAD = [pytest.param(rule, text, id=f"{rule.code}-bad-{n}") for rule in RULES for n, text in enumerate(rule.bad)]
GOOD = [pytest.param(rule, text, id=f"{rule.code}-good-{n}") for rule in RULES for n, text in enumerate(rule.good)]


def found(rule: Rule, text: str) -> list[tuple[Mark, str]]:
    source, _ = example_notebook(text)
    checked = check_text(source, Path("example.ipynb"), dispatch_of([rule]))
    assert not checked.reason
    return [(Mark(cell=f.cell, line=f.line, column=f.column), f.finding.message) for f in checked.findings]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_bad_example_is_found_where_it_is_marked(rule: Rule, text: str) -> None:
    got = found(rule, text)
    assert sorted(mark for mark, _ in got) == sorted(expected_marks(text)), got


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_a_good_example_is_left_alone(rule: Rule, text: str) -> None:
    assert not example_notebook(text)[1], "a good example has no marks"
    assert found(rule, text) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert re.fullmatch(r"NB[1-6]\d\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    summary, _, rest = rule.doc.partition("\n\n")
    assert summary.endswith(".")
    assert "\n" not in summary
    assert len(rest.split()) >= 15, "why it matters and how to mend it"
    assert rule.bad
    assert rule.good


def test_codes_and_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})


def test_a_module_is_named_for_its_rule() -> None:
    folder = Path(__file__).parents[2] / "src" / "nb2pkg" / "rules"
    slugs = {path.stem for family in folder.iterdir() if family.is_dir() for path in family.glob("*.py")}
    assert {rule.name.replace("-", "_") for rule in RULES} <= slugs
