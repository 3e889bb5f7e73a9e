"""Item 4: tools for developers."""

from nb2pkg.auditor.check import Check, failed, passed
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """A group of PEP 735."""
    groups = subject.pyproject.get("dependency-groups")
    if isinstance(groups, dict) and "dev" in groups:
        return passed()
    return failed("no group dev", todo="list the tools in [dependency-groups] dev = [...] of pyproject.toml")


CHECK = Check(
    number=4,
    name="dev-group",
    title="Tools for developers stand in [dependency-groups]",
    category=Category.PACKAGING,
    run=run,
)
