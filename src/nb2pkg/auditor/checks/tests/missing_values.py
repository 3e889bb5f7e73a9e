"""Item 50: tests look for missing and infinite values."""

import re

from nb2pkg.auditor.check import Check, none, passed, person
from nb2pkg.auditor.code import is_ml
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_LOOKS = re.compile(r"\b(isna|isnull|notna|notnull|isfinite|isnan|isinf)\b")


def run(subject: Subject) -> Answer:
    """In features and predictions."""
    if not is_ml(subject):
        return none("no model")
    if found := next((module.path for module in subject.tests if _LOOKS.search(module.text)), ""):
        return passed(found)
    return person("no test looks for NaN", todo="test that features and predictions hold no NaN and no infinity")


CHECK = Check(
    number=50,
    name="missing-values",
    title="Tests look for NaN and infinity in features and predictions",
    category=Category.TESTS,
    run=run,
)
