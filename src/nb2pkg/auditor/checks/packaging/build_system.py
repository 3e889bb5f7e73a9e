"""Item 1: who builds the package."""

from nb2pkg.auditor.check import Check, failed, passed, worst
from nb2pkg.auditor.said import without_tool
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

TODO = "write the table [build-system] of pyproject.toml: requires, without wheel, and build-backend"


def run(subject: Subject) -> Answer:
    """The table of PEP 517 and 518."""
    return worst(*without_tool(_own(subject), subject, "PY001", "PP002", "PP003"))


def _own(subject: Subject) -> Answer:
    table = subject.pyproject.get("build-system")
    if not isinstance(table, dict):
        return failed("no [build-system]" if subject.pyproject else "no pyproject.toml that can be read", todo=TODO)
    requires = [str(name) for name in table.get("requires") or ()]
    if not requires or not table.get("build-backend"):
        return failed("[build-system] is not complete", todo=TODO)
    if any(name.split("[")[0].split(">")[0].split("=")[0].strip() == "wheel" for name in requires):
        return failed("wheel is listed: backends ask for it themselves", todo=TODO)
    return passed(str(table["build-backend"]))


CHECK = Check(
    number=1, name="build-system", title="pyproject.toml says how to build", category=Category.PACKAGING, run=run
)
