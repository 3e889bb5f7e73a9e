"""The documentation of one rule, for `nb2pkg explain`."""

from __future__ import annotations

import re

from nb2pkg.model.report import RuleInfo
from nb2pkg.reporter.finding_text import CURES

_MARKS = re.compile("[«»]")


def rule_text(rule: RuleInfo, *, bad: str, good: str) -> str:
    """What it finds, why that matters, how to mend it, what `convert` does, an example of each kind."""
    state = "on by default" if rule.is_default else f"off by default: turn it on with --extend-select {rule.code}"
    parts = [
        f"{rule.code} {rule.name} ({rule.severity.value}, {state})",
        rule.summary,
        rule.explanation,
        *([CURES[rule.cure] + "."] if CURES[rule.cure] else []),
        "Found:\n" + _indented(bad),
        "Fine:\n" + _indented(good),
    ]
    return "\n\n".join(parts) + "\n"


def without_marks(example: str) -> str:
    """The text of an example without the marks of where its findings are."""
    return _MARKS.sub("", example).strip("\n")


def _indented(example: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in shown_example(example).split("\n"))


_MOST_LINES, _KEPT_LINES, _MOST_COLUMNS = 24, 20, 110


def shown_example(example: str) -> str:
    """An example for readers: without marks, and the beginning alone where the rule is about what is too long."""
    lines = [_cut(line) for line in without_marks(example).split("\n")]
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_KEPT_LINES], f"# ... and {len(lines) - _KEPT_LINES} lines more"]
    return "\n".join(lines)


def _cut(line: str) -> str:
    rest = len(line) - _MOST_COLUMNS
    return line if rest <= 40 else f"{line[:_MOST_COLUMNS]}... ({rest:,} characters more)"
