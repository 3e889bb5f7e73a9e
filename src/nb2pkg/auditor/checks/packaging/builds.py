"""Item 6: the package can be built."""

from nb2pkg.auditor.check import Check, failed, passed, unknown
from nb2pkg.auditor.code import top_packages
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """In src/, and built where that was asked for: building runs the build backend."""
    if not any(path.startswith("src/") for path in subject.paths) or not top_packages(subject):
        return failed("no package below src/", todo="move the package below src/")
    report = subject.tools.get("build")
    if report is None:
        return unknown("building runs the build backend", todo="nb2pkg audit --build PACKAGE")
    if report.trouble:
        return unknown(f"build {report.trouble}", todo="pip install 'nb2pkg[audit]'")
    bad = [said for is_good, said in report.verdicts.values() if not is_good]
    if bad:
        return failed(bad[0], todo="mend what `python -m build` says")
    return passed("a wheel and an sdist were built, and twine takes them")


CHECK = Check(
    number=6, name="builds", title="src layout; `python -m build` succeeds", category=Category.PACKAGING, run=run
)
