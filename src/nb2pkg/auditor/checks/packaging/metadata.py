"""Item 2: the metadata of PEP 621."""

from nb2pkg.auditor.check import Check, failed, passed, person
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_WANTED = ("name", "version", "description", "readme", "requires-python")


def run(subject: Subject) -> Answer:
    """All fields there; a licence is for its owner to choose."""
    project = subject.project
    dynamic = project.get("dynamic") or []
    missing = [key for key in _WANTED if not project.get(key) and key not in dynamic]
    if missing:
        return failed(f"[project] lacks {', '.join(missing)}", todo="complete [project] in pyproject.toml")
    classifiers = [str(one) for one in project.get("classifiers") or ()]
    if any(one.startswith("License ::") for one in classifiers):
        return failed("a licence classifier: deprecated", todo='say the licence as SPDX: license = "MIT"')
    if not project.get("license"):
        return person(
            "no licence", todo="choose a licence, or `LicenseRef-Proprietary`: license = ... in pyproject.toml"
        )
    if not isinstance(project["license"], str):
        return failed("the licence is a table: deprecated", todo='say the licence as SPDX: license = "MIT"')
    return passed(project["license"])


CHECK = Check(
    number=2,
    name="metadata",
    title="[project] has name, version, description, readme, Python and an SPDX licence",
    category=Category.PACKAGING,
    run=run,
)
