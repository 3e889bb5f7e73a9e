"""Item 10: one version, and what changed in it."""

import re

from nb2pkg.auditor.check import Check, failed, passed
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """The version stands in one place, and a changelog has an entry for it."""
    version = subject.project.get("version")
    again = [m.path for m in subject.library if re.search(r"^__version__\s*=\s*['\"]\d", m.text, re.M)]
    if version and again:
        return failed(f"the version stands in pyproject.toml and in {again[0]}", todo="write the version in one place")
    if not version and "version" not in (subject.project.get("dynamic") or ()):
        return failed("no version in pyproject.toml", todo="give a version in pyproject.toml")
    log = next((path for path in sorted(subject.paths) if path.upper().startswith(("CHANGELOG", "HISTORY"))), "")
    if not log:
        return failed("no changelog", todo="write a CHANGELOG.md with the conversion as its first entry")
    if version and str(version) not in subject.texts.get(log, ""):
        return failed(f"{log} has no entry for {version}", todo=f"write into {log} what changed in {version}")
    return passed(str(version or "dynamic"))


CHECK = Check(
    number=10,
    name="version",
    title="The version stands in one place and has an entry in the changelog",
    category=Category.PACKAGING,
    run=run,
)
