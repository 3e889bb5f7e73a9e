"""Item 5: the files that every project has."""

from nb2pkg.auditor.check import Check, failed, listed, passed, person
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

RUNNERS = ("Makefile", "noxfile.py", "tox.ini", "tox.toml", "justfile", "Taskfile.yml", "pixi.toml")


def run(subject: Subject) -> Answer:
    """README, docs, tests, ignored files, hooks, a task runner; a licence is for its owner to choose."""
    missing = [what for what, is_there in _wanted(subject) if not is_there]
    if missing:
        return failed(f"no {listed(missing)}", todo="nb2pkg convert --handover, or write them")
    if not any(path.upper().startswith(("LICENSE", "LICENCE", "COPYING")) for path in subject.paths):
        return person("no LICENSE", todo="choose a licence and write the file LICENSE")
    return passed()


def _wanted(subject: Subject) -> list[tuple[str, bool]]:
    tool = subject.pyproject.get("tool") or {}
    runs = subject.has(*RUNNERS) or any(name in tool for name in ("tox", "poe", "pixi"))
    return [
        ("README", any(path.startswith("README") for path in subject.paths)),
        ("docs/", bool(subject.below(subject.folder("docs")))),
        ("tests/", bool(subject.tests)),
        (".gitignore", subject.has(".gitignore")),
        (".pre-commit-config.yaml", subject.has(".pre-commit-config.yaml")),
        ("task runner", runs or "envs" in (tool.get("hatch") or {})),
    ]


CHECK = Check(
    number=5,
    name="project-files",
    title="README, LICENSE, docs, tests, .gitignore, pre-commit hooks and a task runner",
    category=Category.PACKAGING,
    run=run,
)
