"""Item 18: the package shows what the notebook showed."""

from nb2pkg.auditor.check import Check
from nb2pkg.auditor.verified import verdict_answer
from nb2pkg.model.audit import Category

CHECK = Check(
    number=18,
    name="outputs",
    title="Shown values and prints are those of the notebook",
    category=Category.BEHAVIOUR,
    run=verdict_answer,
)
