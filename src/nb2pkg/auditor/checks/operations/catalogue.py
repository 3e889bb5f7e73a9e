"""Item 62: it can be found, and somebody answers."""

import re

from nb2pkg.auditor.check import Check, failed, passed, person
from nb2pkg.auditor.questions import open_questions
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

SHEET = "HANDOVER.md"


def run(subject: Subject) -> Answer:
    """SECURITY.md, a catalogue entry with an owner, and a hand-over sheet without open questions."""
    if not subject.has("SECURITY.md", ".github/SECURITY.md", "docs/SECURITY.md"):
        return failed("no SECURITY.md", todo="nb2pkg convert --handover, or write SECURITY.md")
    sheet = f"{subject.folder('docs')}/{SHEET}"
    count = open_questions(subject.texts.get(sheet, ""))
    if count:
        return person(f"{count} questions of {sheet} are open", todo=f"answer the questions in {sheet}")
    entry = subject.texts.get("catalog-info.yaml", "")
    if not re.search(r"^\s*owner:\s*[^\s#]", entry, re.M):
        return person("no owner in catalog-info.yaml", todo="write catalog-info.yaml with an owner")
    return passed()


CHECK = Check(
    number=62,
    name="catalogue",
    title="SECURITY.md, a catalogue entry with an owner, no open questions",
    category=Category.OPERATIONS,
    run=run,
)
