"""docs/rules.md is made from the rules: it must be what they say now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nb2pkg.engine.rule_info import info_of
from nb2pkg.model.finding import Cure, Severity
from nb2pkg.model.report import RuleInfo
from nb2pkg.reporter.rule_pages import RulePage, rule_pages
from nb2pkg.rules.collection import all_rules

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_document_is_fresh(request: pytest.FixtureRequest) -> None:
    pages = [RulePage(info=info_of(rule), bad=rule.bad[0], good=rule.good[0]) for rule in all_rules()]
    made = rule_pages(pages)
    if request.config.getoption("--update-docs", default=False):
        DOCUMENT.write_text(made, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == made, "make docs"


def test_every_rule_has_a_row_and_a_section_that_the_row_links_to() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    sections = set(re.findall(r"^### (NB\d{3} \S+)$", text, re.MULTILINE))
    rows = dict(re.findall(r"^\| \[(NB\d{3})\]\(#(\S+)\)", text, re.MULTILINE))
    assert sections == {f"{rule.code} {rule.name}" for rule in all_rules()}
    assert rows == {section[:5]: section.lower().replace(" ", "-") for section in sections}


def test_a_page() -> None:
    info = RuleInfo(
        code="NB299",
        name="odd-path",
        severity=Severity.WARNING,
        summary="A path is odd.",
        explanation="It is nowhere else.",
        cure=Cure.LIFTED,
        is_default=False,
    )
    long = "\n".join(f"print({n})" for n in range(30))
    text = rule_pages([RulePage(info=info, bad="open(«'/odd'»)", good=long)])
    assert "| [NB299](#nb299-odd-path) | odd-path | warning | off | makes it a setting or a parameter |\n" in text
    assert "### NB299 odd-path\n\n**A path is odd.**\n\nIt is nowhere else.\n" in text
    assert "Found:\n\n```python\nopen('/odd')\n```\n" in text
    assert "print(19)\n# ... and 10 lines more\n```" in text
    assert "## NB1xx" not in text
