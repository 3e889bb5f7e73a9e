"""Item 46: each function has a test."""

import re

from nb2pkg.auditor.check import SCRIPT_TODO, Check, failed, listed, none, passed, person
from nb2pkg.auditor.code import calls, public_functions
from nb2pkg.auditor.subject import Subject
from nb2pkg.auditor.verified import TODO
from nb2pkg.model.audit import Answer, Category

_OURS = re.compile(r"/(stages/\w+|__main__|config|display|figures|files|history|kernel|shell|callbacks|pipeline)\.py$")


def run(subject: Subject) -> Answer:
    """Called by a test, or a case of what was recorded when it ran."""
    found = [(module.path, f.name) for module, f in public_functions(subject.library) if not _OURS.search(module.path)]
    functions = {name for path, name in found if path != subject.script}
    if found and not functions:
        return person(f"{len(found)} in the notebook's flat script", todo=SCRIPT_TODO)
    if not functions:
        return none("no functions")
    called = {name.rpartition(".")[2] for _, _, name in calls(subject.tests)}
    recorded = "\n".join(m.text for m in subject.tests if "/test_recorded" in m.path)
    missing = sorted(n for n in functions - called if not re.search(rf"\b{re.escape(n)}\b", recorded))
    if not missing:
        return passed()
    todo = TODO if subject.provenance is not None else "write a test for each of these functions"
    return failed(f"{len(missing)} of {len(functions)} without a test: {listed(missing)}", todo=todo)


CHECK = Check(
    number=46,
    name="function-tests",
    title="Each public function is called by a test",
    category=Category.TESTS,
    run=run,
)
