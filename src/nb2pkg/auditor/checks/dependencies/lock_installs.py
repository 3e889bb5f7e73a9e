"""Item 14: the lock installs and the tests pass in it."""

from nb2pkg.auditor.check import Check, none, unknown
from nb2pkg.auditor.declared import LOCK, dependencies, lock_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Never known here: it takes an installation and a run."""
    if not dependencies(subject):
        return none("no dependencies")
    if not lock_of(subject):
        return unknown("there is no lock file", todo=LOCK)
    return unknown("installing and testing runs the package", todo="let CI install from the lock and run the tests")


CHECK = Check(
    number=14,
    name="lock-installs",
    title="The lock installs in a clean environment, and the tests pass there",
    category=Category.DEPENDENCIES,
    run=run,
)
