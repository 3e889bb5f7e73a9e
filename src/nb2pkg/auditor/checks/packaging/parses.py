"""Item 9: every module is Python, on every Python that is supported."""

import ast
import re
import warnings

from nb2pkg.auditor.check import Check, unless
from nb2pkg.auditor.subject import Module, Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Parsed as the oldest supported Python reads it."""
    said = re.search(r">=\s*3\.(\d+)", str(subject.project.get("requires-python") or ""))
    oldest = (3, int(said[1])) if said else None
    problems = [f"{m.path}: {m.trouble or 'newer syntax'}" for m in _all(subject) if not _parses(m, oldest)]
    return unless(problems, todo="mend the syntax, or raise requires-python")


def _all(subject: Subject) -> tuple[Module, ...]:
    return subject.library + subject.tests


def _parses(module: Module, oldest: tuple[int, int] | None) -> bool:
    if module.tree is None or oldest is None:
        return module.tree is not None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(module.text, feature_version=oldest)
    except (SyntaxError, ValueError):
        return False
    return True


CHECK = Check(
    number=9,
    name="parses",
    title="Every module parses as the oldest supported Python reads it",
    category=Category.PACKAGING,
    run=run,
)
