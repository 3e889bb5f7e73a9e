"""The tables in docs/rules-accuracy/README.md are made from the labelled notebooks and the pins of the corpus."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `test_accuracy`

from test_accuracy import FAMILY, FILES, tally

from nb2pkg.rules.collection import all_rules

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "rules-accuracy" / "README.md"
PINS = ROOT / "tests" / "corpus" / "check_pins.json"
MADE = re.compile(r"(?<=<!-- made by `make docs` -->\n).*?(?=<!-- end -->)", re.DOTALL)
LEAST = 150  # of findings, and of look-alikes
KINDS = ("hit", "false", "missed", "silent")


@cache
def counts() -> Counter[tuple[str, str]]:
    return sum((tally(path) for path in FILES), Counter[tuple[str, str]]())


def figures(codes: list[str]) -> tuple[int, int, str, str]:
    """Findings marked, look-alikes that stay silent, precision, recall."""
    hit, false, missed, silent = (sum(counts()[code, kind] for code in codes) for kind in KINDS)
    return hit + missed, silent, share(hit, hit + false), share(hit, hit + missed)


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def tables() -> str:
    pins = json.loads(PINS.read_text(encoding="utf-8"))["notebooks with a finding"]
    lines = [
        "| family | notebooks | findings | look-alikes | precision | recall |",
        "| --- | --: | --: | --: | --: | --: |",
    ]
    for folder, digit in FAMILY.items():
        codes = [rule.code for rule in all_rules() if rule.code[2] == digit]
        number = sum(path.parent.name == folder for path in FILES)
        lines.append(row(f"{folder.replace('_', ' ')} (NB{digit}xx)", number, *figures(codes)))
    lines += [row("**all**", len(FILES), *figures([rule.code for rule in all_rules()])), ""]
    lines += ["| rule | findings | look-alikes | precision | recall | notebooks of the corpus with it |"]
    lines += ["| --- | --: | --: | --: | --: | --: |"]
    for rule in sorted(all_rules(), key=lambda rule: rule.code):
        name = f"{rule.code} {rule.name}" + ("" if rule.is_default else " (opt-in)")
        lines.append(row(name, *figures([rule.code]), pins[rule.code]))
    return "\n".join(lines) + "\n"


def row(*fields: object) -> str:
    return "| " + " | ".join(map(str, fields)) + " |"


def test_the_tables_are_fresh(request: pytest.FixtureRequest) -> None:
    made = tables()
    text = DOCUMENT.read_text(encoding="utf-8")
    assert len(MADE.findall(text)) == 1
    if request.config.getoption("--update-docs", default=False):
        text = MADE.sub(lambda _: made, text)
        DOCUMENT.write_text(text, encoding="utf-8")
    assert MADE.findall(text) == [made], "make docs"


def test_there_are_enough_of_both() -> None:
    findings, silent, _, _ = figures([rule.code for rule in all_rules()])
    assert findings >= LEAST
    assert silent >= LEAST
