"""Item 53: CI may do no more than it must."""

import re
from collections.abc import Iterator

from nb2pkg.auditor.check import Check, none, passed, unless, worst
from nb2pkg.auditor.pipelines import workflows
from nb2pkg.auditor.said import without_tool
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_USES = re.compile(r"^\s*(?:-\s+)?uses:\s*['\"]?([^\s'\"#]+)", re.M)
_PINNED = re.compile(r"@[0-9a-f]{40}$")
CODES = ("GH200", "GH210", "GH211", "GH212", "SEC001")


def run(subject: Subject) -> Answer:
    """Rights are named, actions pinned by their hash, and a bot keeps them new."""
    found = workflows(subject)
    if not found:
        return none("no GitHub workflows")
    todo = "name permissions, pin actions by hash, and let a bot update them in groups"
    return worst(unless(_problems(subject, found), todo=todo), *without_tool(passed(), subject, *CODES))


def _problems(subject: Subject, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        text = subject.texts.get(path, "")
        if not re.search(r"^\s*permissions:", text, re.M):
            yield f"{path} names no permissions"
        for action in _USES.findall(text):
            if not action.startswith("./") and not _PINNED.search(action):
                yield f"{action} is not pinned by its hash"
    if not subject.has(".github/dependabot.yml", ".github/dependabot.yaml", "renovate.json", ".github/renovate.json"):
        yield "no bot updates the actions"


CHECK = Check(
    number=53,
    name="ci-rights",
    title="CI has few rights, pinned actions and a bot that updates them",
    category=Category.TESTS,
    run=run,
)
