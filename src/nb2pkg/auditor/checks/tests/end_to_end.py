"""Item 47: the whole runs in a test."""

from nb2pkg.auditor.check import Check, failed, passed
from nb2pkg.auditor.code import calls
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """A test, or what tests share, calls `run` or `main`."""
    for module, _, name in calls(subject.tests):
        if name.rpartition(".")[2] in {"run", "main", "run_pipeline"} and not name.startswith("subprocess"):
            return passed(module.path)
    return failed("no test runs the whole", todo="write a test that calls run() on sample data")


CHECK = Check(number=47, name="end-to-end", title="A test runs the whole pipeline", category=Category.TESTS, run=run)
