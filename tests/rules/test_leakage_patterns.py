"""Common ways to write leakage, and what only looks like it: one rule finds each in one place, or stays silent.

In `leakage_patterns/<code>.txt`, what all have in common stands above the first `####`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.example import example_notebook
from nb2pkg.rules.walk import dispatch_of

CODES = frozenset({"NB401", "NB402", "NB403"})
FOLDER = Path(__file__).parent / "leakage_patterns"
RULES = dispatch_of([rule for rule in all_rules() if rule.code in CODES])


def patterns() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        head, *rest = re.split(r"^#### (.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found += [(path.stem, name, head + body) for name, body in zip(rest[::2], rest[1::2], strict=True)]
    return found


@pytest.mark.parametrize(("code", "name", "text"), patterns(), ids=lambda value: value if len(value) < 40 else "")
def test_a_pattern(code: str, name: str, text: str) -> None:
    notebook, _ = example_notebook(text.rstrip("\n"))
    found = [finding.finding.code for finding in check_text(notebook, Path("x.nb"), RULES).findings]
    assert (code in found) if code in CODES else found == []
    assert found.count("NB403") <= 1
