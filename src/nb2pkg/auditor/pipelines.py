"""The files that tell CI what to do."""

from __future__ import annotations

from nb2pkg.auditor.subject import Subject

_OTHERS = (".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile", "bitbucket-pipelines.yml", ".circleci/config.yml")


def workflows(subject: Subject) -> tuple[str, ...]:
    """GitHub's."""
    return tuple(path for path in subject.below(".github/workflows") if path.endswith((".yml", ".yaml")))


def ci_files(subject: Subject) -> tuple[str, ...]:
    """All, of whatever forge."""
    return (*workflows(subject), *(path for path in _OTHERS if path in subject.paths))


def ci_text(subject: Subject) -> str:
    """What they say, in one text; with the targets of a Makefile that they may call."""
    text = "\n".join(subject.texts.get(path, "") for path in ci_files(subject))
    return text + ("\n" + subject.texts.get("Makefile", "") if "make " in text else "")
