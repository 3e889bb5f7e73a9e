"""Item 31: ruff finds nothing."""

from nb2pkg.auditor.check import Check, failed, passed, unknown, worst
from nb2pkg.auditor.said import without_tool
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """By the package's own configuration, with at least E4, E7, E9, F, I, B and UP; and that is configured."""
    return worst(_configured(subject), _clean(subject), *without_tool(passed(), subject, "RF001", "RF101", "RF202"))


def _configured(subject: Subject) -> Answer:
    is_there = "ruff" in (subject.pyproject.get("tool") or {}) or subject.has("ruff.toml", ".ruff.toml")
    return passed() if is_there else failed("ruff is not configured", todo="write [tool.ruff] with a target version")


def _clean(subject: Subject) -> Answer:
    report = subject.tools.get("ruff")
    if report is None or report.trouble:
        return unknown(f"ruff {report.trouble if report else 'was not asked'}")
    is_good, said = report.verdicts["check"]
    return passed("ruff finds nothing") if is_good else failed(said, todo="ruff check --fix")


CHECK = Check(number=31, name="lint", title="ruff is configured and finds nothing", category=Category.CODE, run=run)
