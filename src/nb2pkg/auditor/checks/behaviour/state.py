"""Item 19: the package's values are the notebook's, not only its text."""

from nb2pkg.auditor.check import Check
from nb2pkg.auditor.verified import verdict_answer
from nb2pkg.model.audit import Category

CHECK = Check(
    number=19,
    name="state",
    title="Variables have the notebook's values where functions end",
    category=Category.BEHAVIOUR,
    run=verdict_answer,
)
