"""Item 44: notebooks without outputs."""

import json

from nb2pkg.auditor.check import Check, listed, none, passed, person
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Outputs may show data of persons: stripped, or looked at by somebody."""
    notebooks = [path for path in sorted(subject.paths) if path.endswith(".ipynb")]
    if not notebooks:
        return none("no notebooks")
    shown = [path for path in notebooks if _has_outputs(subject.texts.get(path))]
    if not shown:
        return passed()
    return person(listed(shown), todo="look for data of persons in the outputs, or strip them")


def _has_outputs(text: str | None) -> bool:
    if text is None:
        return True  # too large to be read: it holds outputs
    try:
        return any(cell.get("outputs") for cell in json.loads(text)["cells"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return True


CHECK = Check(
    number=44,
    name="notebook-outputs",
    title="Notebooks are committed without outputs",
    category=Category.SETTINGS,
    run=run,
)
