"""Item 55: changes are looked at."""

from nb2pkg.auditor.check import Check, passed, person
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


def run(subject: Subject) -> Answer:
    """Somebody owns the code; who, only people know."""
    text = next((subject.texts.get(path, "") for path in PLACES if path in subject.paths), None)
    if text is None:
        return person(
            "no CODEOWNERS", todo="say in .github/CODEOWNERS who reviews changes, and protect the main branch"
        )
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("#", "["))]
    if not lines:
        return person(
            "CODEOWNERS names nobody", todo="say in .github/CODEOWNERS who reviews changes, and protect the main branch"
        )
    return passed(lines[0].strip())


CHECK = Check(number=55, name="owners", title="CODEOWNERS says who reviews changes", category=Category.TESTS, run=run)
