"""Item 54: releases without passwords."""

from nb2pkg.auditor.check import Check, failed, none, passed
from nb2pkg.auditor.pipelines import ci_text
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_PUBLISHES = ("gh-action-pypi-publish", "twine upload", "uv publish", "hatch publish", "poetry publish")


def run(subject: Subject) -> Answer:
    """Where CI publishes, it proves who it is by a short-lived token."""
    text = ci_text(subject)
    if not any(word in text for word in _PUBLISHES):
        return none("CI publishes nothing")
    if "id-token: write" in text and "password:" not in text:
        return passed()
    return failed("CI publishes with a password", todo="use trusted publishing: id-token: write, no password")


CHECK = Check(
    number=54,
    name="publishing",
    title="Releases use trusted publishing, not passwords",
    category=Category.TESTS,
    run=run,
)
