"""Item 33: types."""

from nb2pkg.auditor.check import Check, failed, for_the_author, listed, passed, worst
from nb2pkg.auditor.code import Function, place_of, public_functions
from nb2pkg.auditor.said import without_tool
from nb2pkg.auditor.subject import Subject
from nb2pkg.auditor.verified import TODO, unless_it_ran
from nb2pkg.model.audit import Answer, Category

CHECKERS = ("mypy", "pyright", "ty", "basedpyright", "pyrefly")


def run(subject: Subject) -> Answer:
    """Public functions say what they take and give, and a checker of types is configured."""
    codes = ("MY100", "MY101", "MY103", "MY104", "MY105", "MY106", "PC140")
    return worst(_annotated(subject), _configured(subject), *without_tool(passed(), subject, *codes))


def _configured(subject: Subject) -> Answer:
    has_table = any(name in (subject.pyproject.get("tool") or {}) for name in CHECKERS)
    if has_table or subject.has("mypy.ini", ".mypy.ini", "pyrightconfig.json"):
        return passed()
    return failed("no checker of types is configured", todo="nb2pkg convert --handover, or write [tool.mypy]")


def _annotated(subject: Subject) -> Answer:
    bare = [f"{place_of(m, f)} {f.name}" for m, f in public_functions(subject.library) if not _is_annotated(f)]
    if not bare:
        return passed()
    ours = [place for place in bare if not subject.is_authors_file(place.partition(":")[0])]
    if not ours:
        return for_the_author(subject, bare)
    todo = TODO if subject.provenance is not None else "annotate these functions"
    return unless_it_ran(subject, failed(f"{len(ours)} public functions without types: {listed(ours)}", todo=todo))


def _is_annotated(function: Function) -> bool:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return function.returns is not None and all(a.annotation is not None for a in named)


CHECK = Check(
    number=33,
    name="types",
    title="Public functions have types, and a checker of types is configured",
    category=Category.CODE,
    run=run,
)
