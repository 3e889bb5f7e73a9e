"""Item 52: continuous integration."""

from nb2pkg.auditor.check import Check, failed, passed, worst
from nb2pkg.auditor.pipelines import ci_files, ci_text
from nb2pkg.auditor.said import without_tool
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_JOBS = {"tests": ("pytest", "make test", "tox", "nox"), "lint": ("ruff", "make lint"), "types": ("mypy", "pyright")}
TODO = "nb2pkg convert --handover, or write a workflow that lints, types, tests and builds"


def run(subject: Subject) -> Answer:
    """Tests, lint, types and a build, in files that their schemas allow."""
    files = ci_files(subject)
    if not files:
        return failed("no CI", todo=TODO)
    text = ci_text(subject)
    missing = [job for job, words in _JOBS.items() if not any(word in text for word in words)]
    missing += [] if "build" in text else ["a build"]
    jobs = failed(f"{files[0]} lacks {', '.join(missing)}", todo=TODO) if missing else passed()
    return worst(jobs, *_valid(subject), *without_tool(passed(), subject, "GH100", "GH101", "GH102", "GH103", "GH104"))


def _valid(subject: Subject) -> list[Answer]:
    report = subject.tools.get("check-jsonschema")
    if report is None or report.trouble:
        return []
    bad = [said for is_good, said in report.verdicts.values() if not is_good]
    return [failed(said, todo="mend the file as its schema says") for said in bad[:1]]


CHECK = Check(number=52, name="ci", title="CI lints, checks types, tests and builds", category=Category.TESTS, run=run)
