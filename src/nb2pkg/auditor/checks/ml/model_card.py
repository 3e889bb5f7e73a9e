"""Item 60: a model card."""

import re

from nb2pkg.auditor.check import Check, failed, none, passed, person
from nb2pkg.auditor.code import is_ml
from nb2pkg.auditor.questions import open_questions
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """It is there and its questions are answered."""
    if not is_ml(subject):
        return none("no model")
    path = next((p for p in sorted(subject.paths) if re.search(r"(?i)model[-_]?card\.md$", p)), "")
    if not path:
        return failed("no model card", todo="nb2pkg convert --handover, or write docs/MODEL_CARD.md")
    count = open_questions(subject.texts.get(path, ""))
    if count:
        return person(f"{count} questions of {path} are open", todo=f"answer the questions in {path}")
    return passed(path)


CHECK = Check(number=60, name="model-card", title="A model card without open questions", category=Category.ML, run=run)
