"""Item 24: where each cell went."""

from pathlib import PurePosixPath

from nb2pkg.auditor.check import Check, failed, none, unless
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category
from nb2pkg.provenance import provenance_path

TODO = "nb2pkg convert NOTEBOOK: it writes docs/provenance.json and docs/CONVERSION.md"


def run(subject: Subject) -> Answer:
    """The record is there, and what it names is there too."""
    if subject.provenance is None:
        return none("not made from a notebook by nb2pkg")
    reports = _reports(subject)
    if missing := [report for report in reports if not subject.has(report)]:
        return failed(f"no {missing[0]}", todo=TODO)
    package = str(subject.provenance.get("package"))
    modules = {str(one.get("module")) for one in subject.provenance["statements"] if one.get("module")}
    lost = [f"{name}.py" for name in modules if not subject.has(f"src/{package}/{name}.py")]
    return unless((f"{name} of the record is gone" for name in lost), todo=TODO)


def _reports(subject: Subject) -> list[str]:
    """One for each notebook."""
    place = PurePosixPath(provenance_path(subject.paths)).parent
    parts = (subject.provenance or {}).get("parts")
    return [str(place / part / "CONVERSION.md") for part in parts] if parts else [str(place / "CONVERSION.md")]


CHECK = Check(
    number=24,
    name="record",
    title="A report says of each cell what it became, or why it was dropped",
    category=Category.BEHAVIOUR,
    run=run,
)
