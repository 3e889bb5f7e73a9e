"""Item 61: a container that is not root."""

from nb2pkg.auditor.check import Check, failed, unless
from nb2pkg.auditor.dockerfile import problems
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_NAMES = ("Dockerfile", "Containerfile")


def run(subject: Subject) -> Answer:
    """A Dockerfile that keeps the rules which linters of them have."""
    path = next((name for name in _NAMES if name in subject.paths), "")
    if not path:
        return failed("no Dockerfile", todo="nb2pkg convert --handover, or write a Dockerfile with USER")
    found = problems(subject.texts.get(path, ""))
    if not subject.has(".dockerignore"):
        found = [*found, "no .dockerignore"]
    return unless(found, todo=f"mend {path}")


CHECK = Check(
    number=61,
    name="container",
    title="The container image runs as a user without rights, from a fixed base",
    category=Category.OPERATIONS,
    run=run,
)
