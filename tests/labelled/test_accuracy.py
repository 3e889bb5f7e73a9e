"""Precision and recall of the rules over notebooks in which a person has marked every finding and many look-alikes.

A file `<family>/<name>.nb` is in the notation of the rules' examples, with the rule's code in every mark. All rules of
its family are run over it (those that are off by default where a mark names them); what is found without a mark is a
false alarm.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.example import Mark, example_notebook
from nb2pkg.rules.walk import dispatch_of

FILES = sorted(Path(__file__).parent.glob("*/*.nb"))
FAMILY = {"hidden_state": "1", "paths": "2", "secrets": "3", "leakage": "4", "reproducibility": "5", "structure": "6"}
LEAST_PRECISION = {"1": 1.0, "2": 1.0}
LEAST_RECALL = {"1": 1.0, "2": 1.0, "4": 0.9}
OTHERWISE = 0.95


def marks_and_findings(path: Path) -> tuple[list[Mark], list[Mark]]:
    text, marks = example_notebook(path.read_text(encoding="utf-8"))
    marked = {mark.code for mark in marks}
    of_family = [rule for rule in all_rules() if rule.code[2] == FAMILY[path.parent.name]]
    rules = [rule for rule in of_family if rule.is_default or rule.code in marked]
    checked = check_text(text, path, dispatch_of(rules))
    assert not checked.reason
    found = [Mark(cell=f.cell, line=f.line, column=f.column, code=f.finding.code) for f in checked.findings]
    return list(marks), found


def tally(path: Path) -> Counter[tuple[str, str]]:
    """(code, "hit" | "false" | "missed" | "silent") -> how often."""
    marks, found = marks_and_findings(path)
    expected, got = Counter(m for m in marks if m.is_expected), Counter(found)
    counts: Counter[tuple[str, str]] = Counter()
    for kind, some in (("hit", expected & got), ("false", got - expected), ("missed", expected - got)):
        for mark, number in some.items():
            counts[mark.code, kind] += number
    at = {(m.code, m.cell, m.line, m.column) for m in found}
    counts.update(
        (m.code, "silent") for m in marks if not m.is_expected and (m.code, m.cell, m.line, m.column) not in at
    )
    return counts


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_mark_names_a_rule_of_its_family(path: Path) -> None:
    marks, _ = marks_and_findings(path)
    codes = {rule.code for rule in all_rules() if rule.code[2] == FAMILY[path.parent.name]}
    assert {mark.code for mark in marks} <= codes


def test_precision_and_recall() -> None:
    total = sum((tally(path) for path in FILES), Counter[tuple[str, str]]())
    codes = sorted({code for code, _ in total})
    print(f"{'rule':6} found false missed silent precision recall")
    poor = []
    for code in codes:
        hit, false, missed, silent = (total[code, kind] for kind in ("hit", "false", "missed", "silent"))
        precision, recall = hit / ((hit + false) or 1), hit / ((hit + missed) or 1)
        print(f"{code:6} {hit:5} {false:5} {missed:6} {silent:6} {precision:9.2f} {recall:6.2f}")
        family = code[2]
        if precision < LEAST_PRECISION.get(family, OTHERWISE) or recall < LEAST_RECALL.get(family, OTHERWISE):
            poor.append(code)
    assert poor == []
