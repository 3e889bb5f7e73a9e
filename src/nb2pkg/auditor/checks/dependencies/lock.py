"""Item 13: which versions ran."""

from nb2pkg.auditor.check import Check, failed, none, passed
from nb2pkg.auditor.declared import LOCK, dependencies, has_bound, lock_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.auditor.verified import unless_it_ran
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Lower bounds, and a lock file with hashes."""
    needed = dependencies(subject)
    if not needed:
        return none("no dependencies")
    if not lock_of(subject):
        return unless_it_ran(subject, failed("no lock file", todo=LOCK))
    open_ones = [dependency.name for dependency in needed if not has_bound(dependency.specifier)]
    if open_ones:
        return failed(
            f"no lower bound for {', '.join(open_ones[:3])}", todo="give each dependency the version that ran"
        )
    return passed(lock_of(subject))


CHECK = Check(
    number=13,
    name="lock",
    title="Lower bounds, and a lock file with hashes",
    category=Category.DEPENDENCIES,
    run=run,
)
