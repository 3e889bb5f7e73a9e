"""Item 11: what is imported is declared, and the other way round."""

import sys

from nb2pkg.auditor.check import Check, failed, unless, worst
from nb2pkg.auditor.code import needed_imports, top_packages
from nb2pkg.auditor.declared import dependencies, normalised, optional_dependencies
from nb2pkg.auditor.subject import Subject
from nb2pkg.knowledge.distributions import distribution_of
from nb2pkg.model.audit import Answer, Category

TODO = "declare what is imported, and nothing else, in [project] dependencies"


def run(subject: Subject) -> Answer:
    """By our table of distributions, and by deptry where it is installed."""
    return worst(_own(subject), *_deptry(subject))


def _own(subject: Subject) -> Answer:
    declared = {dependency.name for dependency in (*dependencies(subject), *optional_dependencies(subject))}
    own = {*top_packages(subject), *sys.stdlib_module_names, "__future__"}
    needed = {(name.split(".")[0], distribution_of(name)) for _, _, name in needed_imports(subject.library)}
    missing = [
        f"{top} is imported, {distribution} not declared"
        for top, distribution in needed
        if top not in own and distribution and not {normalised(distribution), normalised(top)} & declared
    ]
    return unless(missing, todo=TODO)


def _deptry(subject: Subject) -> tuple[Answer, ...]:
    report = subject.tools.get("deptry")
    if report is None or report.trouble:
        return ()
    return tuple(failed(f"deptry: {said}", todo=TODO) for is_good, said in report.verdicts.values() if not is_good)


CHECK = Check(
    number=11,
    name="declared",
    title="Every third-party import is declared, and nothing that is not used",
    category=Category.DEPENDENCIES,
    run=run,
)
