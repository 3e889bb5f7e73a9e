"""Item 46: each function has a test."""

import re

from nb2pkg.auditor.check import Check, failed, for_the_author, listed, none, passed
from nb2pkg.auditor.code import calls, public_functions
from nb2pkg.auditor.subject import Subject
from nb2pkg.auditor.verified import TODO, unless_it_ran
from nb2pkg.model.audit import Answer, Category

_OURS = re.compile(r"/(stages/\w+|__main__|config|display|figures|files|history|kernel|shell|callbacks|pipeline)\.py$")


def run(subject: Subject) -> Answer:
    """Called by a test, or a case of what was recorded when it ran."""
    found = [(module.path, f.name) for module, f in public_functions(subject.library) if not _OURS.search(module.path)]
    if not found:
        return none("no functions")
    called = {name.rpartition(".")[2] for _, _, name in calls(subject.tests)}
    recorded = "\n".join(m.text for m in subject.tests if "/test_recorded" in m.path)
    bare = [(path, n) for path, n in found if n not in called and not re.search(rf"\b{re.escape(n)}\b", recorded)]
    ours = sorted({name for path, name in bare if not subject.is_authors_file(path)})
    if ours:
        todo = TODO if subject.provenance is not None else "write a test for each of these functions"
        said = f"{len(ours)} of {len(found)} without a test: {listed(ours)}"
        return unless_it_ran(subject, failed(said, todo=todo))
    return for_the_author(subject, [f"{path}: {name}" for path, name in sorted(bare)]) if bare else passed()


CHECK = Check(
    number=46,
    name="function-tests",
    title="Each public function is called by a test",
    category=Category.TESTS,
    run=run,
)
