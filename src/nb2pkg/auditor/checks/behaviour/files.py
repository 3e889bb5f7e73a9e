"""Item 23: files are the same."""

from nb2pkg.auditor.check import Check, none
from nb2pkg.auditor.code import calls
from nb2pkg.auditor.subject import Subject
from nb2pkg.auditor.verified import verdict_answer
from nb2pkg.knowledge.effects import facts_of
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """By the verdict, which compares the files that the runs leave."""
    own = ("/figures.py", "/config.py", "/__main__.py", "/files.py")
    modules = tuple(module for module in subject.library if not module.path.endswith(own))
    writes = any(
        name == "open" or "writes_file" in facts_of(None, name.rpartition(".")[2]).effects
        for _, _, name in calls(modules)
    )
    return verdict_answer(subject) if writes else none("no file is written")


CHECK = Check(
    number=23,
    name="files",
    title="The files that are written have the notebook's contents",
    category=Category.BEHAVIOUR,
    run=run,
)
