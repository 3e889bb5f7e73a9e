"""Examples of rules, as readers see them."""

from __future__ import annotations

import pytest

from nb2pkg.reporter.rule_text import shown_example
from nb2pkg.rules.collection import all_rules


def test_marks_are_taken_away() -> None:
    assert shown_example("\nopen(«'/home/ann/x.csv'»)\n") == "open('/home/ann/x.csv')"


def test_long_lines_and_examples_are_cut() -> None:
    long_line, *_ = shown_example("x" * 1_000_000).split("\n")
    assert len(long_line) < 200
    assert long_line.endswith("(999,890 characters more)")
    assert shown_example("\n".join("abcdefghijklmnopqrstuvwxyzabcdef")).endswith("# ... and 12 lines more")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_example_fits_on_a_screen(rule: object) -> None:
    for example in (*rule.bad, *rule.good):  # type: ignore[attr-defined]
        lines = shown_example(example).split("\n")
        assert len(lines) <= 24
        assert max(map(len, lines)) <= 160
