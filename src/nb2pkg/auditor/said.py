"""What other programs said, as answers."""

from __future__ import annotations

from nb2pkg.auditor.check import failed, none, passed, unknown
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer

REVIEW = "sp-repo-review"


def review(subject: Subject, *codes: str, todo: str = "") -> Answer:
    """What sp-repo-review says to these of its checks: passed if none that applies fails."""
    report = subject.tools.get(REVIEW)
    if report is None or report.trouble:
        return unknown(f"{REVIEW} {report.trouble if report else 'was not asked'}", todo="pip install 'nb2pkg[audit]'")
    found = {code: report.verdicts[code] for code in codes if code in report.verdicts}
    bad = [f"{code} {said}" for code, (is_good, said) in found.items() if is_good is False]
    if bad:
        return failed(f"{REVIEW}: {'; '.join(bad[:3])}", todo=todo or f"do what {REVIEW} says to {bad[0].split()[0]}")
    if not any(is_good for is_good, _ in found.values()):
        return none(f"{REVIEW}: does not apply")
    return passed()


def without_tool(answer: Answer, subject: Subject, *codes: str) -> tuple[Answer, ...]:
    """Our own answer, with that of sp-repo-review where it is installed: for items that we can see ourselves."""
    report = subject.tools.get(REVIEW)
    return (answer,) if report is None or report.trouble else (answer, review(subject, *codes))
