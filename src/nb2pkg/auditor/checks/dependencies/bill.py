"""Item 16: a software bill of materials."""

import re

from nb2pkg.auditor.check import Check, none, passed, unknown
from nb2pkg.auditor.declared import LOCK, dependencies, lock_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """A bill in the repository, or a lock that one is made of."""
    if bill := next(
        (path for path in sorted(subject.paths) if re.search(r"(?i)(sbom|\.cdx|bom)\.(json|xml)$", path)), ""
    ):
        return passed(bill)
    if not dependencies(subject):
        return none("no dependencies")
    if lock := lock_of(subject):
        return passed(f"can be made of {lock}")
    return unknown("there is no lock file", todo=LOCK)


CHECK = Check(
    number=16,
    name="bill",
    title="There is a bill of materials (SBOM), or a lock to make it of",
    category=Category.DEPENDENCIES,
    run=run,
)
