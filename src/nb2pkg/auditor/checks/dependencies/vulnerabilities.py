"""Item 17: no pinned version is known to be vulnerable."""

from nb2pkg.auditor.check import Check, none, unknown, unless
from nb2pkg.auditor.declared import dependencies
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """By pip-audit, which asks a service on the network: only where that was allowed."""
    if not dependencies(subject):
        return none("no dependencies")
    report = subject.tools.get("pip-audit")
    if report is None:
        return unknown("it takes the network", todo="nb2pkg audit --online PACKAGE")
    if report.trouble:
        return unknown(f"pip-audit {report.trouble}", todo=_TODO.get(report.trouble, ""))
    return unless((said for is_good, said in report.verdicts.values() if not is_good), todo="update these, lock, test")


_TODO = {"is not installed": "pip install 'nb2pkg[audit]'"}
CHECK = Check(
    number=17,
    name="vulnerabilities",
    title="No pinned version is known to be vulnerable",
    category=Category.DEPENDENCIES,
    run=run,
)
