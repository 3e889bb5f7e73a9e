"""Item 3: which Pythons are supported."""

from nb2pkg.auditor.check import Check, failed, passed
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

TODO = 'say requires-python = ">=3.N", N being what ran, without an upper bound'


def run(subject: Subject) -> Answer:
    """A lower bound, no upper one, and not below what the notebook ran on."""
    said = str(subject.project.get("requires-python") or "")
    if "<" in said or "~=" in said or "==" in said:
        return failed(f"{said} shuts out newer Pythons", todo=TODO)
    if not said.startswith(">="):
        return failed("requires-python is not given", todo=TODO)
    ran = str((subject.provenance or {}).get("python") or "")
    if ran and _minor(said.removeprefix(">=")) < _minor(ran):
        return failed(f"{said}, though the notebook ran on {ran}", todo=TODO)
    return passed(said)


def _minor(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.strip().split(".")[:2] if part.isdigit())


CHECK = Check(
    number=3,
    name="python-range",
    title="requires-python has no upper bound and is what ran",
    category=Category.PACKAGING,
    run=run,
)
