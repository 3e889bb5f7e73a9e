"""Item 15: the package does not install packages."""

import re

from nb2pkg.auditor.check import Check, unless
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_INSTALLS = re.compile(
    r"^\s*[!%]+\s*(pip|conda|mamba|uv)\b|['\"\s](pip3?|conda)['\"\s,]+\s*['\"]?install\b|run_line_magic\(['\"](pip|conda)",
    re.M,
)


def run(subject: Subject) -> Answer:
    """Neither by magics nor by starting pip."""
    found = [
        f"{module.path}:{module.text[: match.start()].count(chr(10)) + 1}"
        for module in subject.library
        for match in [_INSTALLS.search(_code(module.text))]
        if match
    ]
    return unless(found, todo="declare it in pyproject.toml and remove the line")


def _code(text: str) -> str:
    return re.sub(r"(?m)^\s*#.*$", "", text)


CHECK = Check(
    number=15,
    name="installs",
    title="No code installs packages",
    category=Category.DEPENDENCIES,
    run=run,
)
