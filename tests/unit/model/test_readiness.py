"""What the letters promise, whatever is found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.model.choices import Severity
from nb2pkg.model.finding import Confidence, Finding, whole_notebook
from nb2pkg.model.readiness import ABOUT_RUN, SWEPT, Readiness, family_of, readiness_of
from nb2pkg.rules.collection import all_rules

CODES = (*sorted(rule.code for rule in all_rules()), "I001", "E501", "B006", "PLE0101")
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.INFO
found = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(Severity)), max_size=25)


def graded(*some: tuple[str, Severity]) -> Readiness:
    return readiness_of(
        Finding(code=code, name=code, severity=severity, confidence=Confidence.HIGH, message="", at=whole_notebook())
        for code, severity in some
    )


def is_housekeeping(code: str) -> bool:
    return code in ABOUT_RUN or code in SWEPT or family_of(code) == "ruff"


@given(found)
def test_the_letters_keep_their_promise(some: list[tuple[str, Severity]]) -> None:
    readiness = graded(*some)
    severities = {severity for _, severity in some}
    substance = [code for code, severity in some if severity is NOTE and not is_housekeeping(code)]
    if readiness.grade == "A":
        assert severities <= {NOTE}
        assert substance == []
    if readiness.grade in {"A", "B"}:
        assert severities <= {NOTE}
    if readiness.grade in {"A", "B", "C"}:
        assert ERROR not in severities
    assert readiness.points == min((points for _, points in readiness.families), default=100)


@given(found, found)
def test_more_findings_make_no_better_grade(some: list[tuple[str, Severity]], more: list[tuple[str, Severity]]) -> None:
    assert graded(*some, *more).points <= graded(*some).points


@pytest.mark.parametrize(
    ("some", "grade"),
    [
        ([], "A"),
        ([("NB616", NOTE)] * 40 + [("NB614", NOTE), ("I001", NOTE)], "A"),
        ([("NB511", NOTE)], "B"),
        ([("NB203", NOTE), ("NB231", NOTE)], "B"),
        ([("NB201", WARNING)], "C"),
        ([("NB201", WARNING)] * 20, "C"),
        ([("NB201", WARNING), ("NB222", WARNING)], "C"),
        ([("NB201", WARNING), ("NB501", WARNING), ("NB612", WARNING)], "C"),  # one in each of three families
        ([("NB201", WARNING), ("NB222", WARNING), ("NB223", WARNING)], "D"),
        ([("NB301", ERROR)], "D"),
        ([("NB301", ERROR), ("NB321", WARNING)], "F"),
        ([("NB301", ERROR)] * 3, "F"),
    ],
)
def test_grades(some: Sequence[tuple[str, Severity]], grade: str) -> None:
    assert graded(*some).grade == grade


def test_what_is_housekeeping_are_rules_that_there_are() -> None:
    assert set(CODES) >= ABOUT_RUN | SWEPT
