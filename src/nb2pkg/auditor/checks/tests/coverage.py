"""Item 48: how much the tests reach."""

import re

from nb2pkg.auditor.check import Check, failed, passed, unknown
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

LEAST = 0.9


def run(subject: Subject) -> Answer:
    """What `coverage xml` wrote, if it did: measuring runs the tests."""
    text = subject.texts.get("coverage.xml", "")
    lines = re.search(r'\bline-rate="([\d.]+)"', text)
    branches = re.search(r'\bbranch-rate="([\d.]+)"', text)
    if lines is None:
        return unknown("measuring runs the tests", todo="pytest --cov --cov-branch --cov-report=xml, then audit again")
    rates = [float(found[1]) for found in (lines, branches) if found and float(found[1]) > 0]
    said = f"{min(rates, default=0):.0%} of lines and branches"
    return (
        passed(said) if min(rates, default=0) >= LEAST else failed(said, todo="test what coverage.xml shows as missed")
    )


CHECK = Check(
    number=48,
    name="coverage",
    title=f"Tests reach {LEAST:.0%} of lines and branches",
    category=Category.TESTS,
    run=run,
)
