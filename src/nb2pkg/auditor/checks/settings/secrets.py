"""Item 39: no secrets."""

from nb2pkg.auditor.check import Check, unless
from nb2pkg.auditor.subject import Subject
from nb2pkg.knowledge.secrets import secrets_in, secrets_in_plain
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """In no file of text; notebooks and their outputs too. The secret itself is never shown."""
    found = [
        f"{path}:{text[: secret.start].count(chr(10)) + 1}"
        for path, text in sorted(subject.texts.items())
        if not path.endswith((".lock", "pylock.toml"))
        for secret in (secrets_in if path.endswith(".py") else secrets_in_plain)(text)
    ]
    return unless(found, todo="revoke the secret, then read it from the environment")


CHECK = Check(
    number=39,
    name="secrets",
    title="No secret in code, documents, notebooks or defaults",
    category=Category.SETTINGS,
    run=run,
)
