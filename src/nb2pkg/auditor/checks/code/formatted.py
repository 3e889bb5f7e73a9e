"""Item 32: formatted by a program."""

from nb2pkg.auditor.check import Check, failed, passed, unknown
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """By `ruff format`, with the package's own configuration."""
    report = subject.tools.get("ruff")
    if report is None or report.trouble:
        return unknown(f"ruff {report.trouble if report else 'was not asked'}")
    is_good, said = report.verdicts["format"]
    return passed() if is_good else failed(said, todo="ruff format")


CHECK = Check(number=32, name="formatted", title="`ruff format` changes nothing", category=Category.CODE, run=run)
