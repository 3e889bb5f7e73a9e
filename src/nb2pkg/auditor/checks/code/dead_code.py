"""Item 36: no code that is not used."""

from nb2pkg.auditor.check import Check, passed, person, unknown
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Code in comments and variables that nobody reads, found by ruff; whether they are wanted, its author knows."""
    report = subject.tools.get("ruff")
    if report is None or report.trouble:
        return unknown(f"ruff {report.trouble if report else 'was not asked'}")
    is_good, said = report.verdicts["dead"]
    return passed() if is_good else person(said, todo="delete what is commented out or never read, or say why it stays")


CHECK = Check(
    number=36,
    name="dead-code",
    title="No code in comments, no variables that nobody reads",
    category=Category.CODE,
    run=run,
)
