"""Item 27: functions that a person can read."""

import ast

from nb2pkg.auditor.check import Check, listed, person, unless_in
from nb2pkg.auditor.code import Function, nodes, place_of
from nb2pkg.auditor.complexity import complexity
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

MOST_LINES, MOST_PARAMETERS, MOST_PATHS = 60, 7, 10


def run(subject: Subject) -> Answer:
    """Lines, parameters, and ways through a function."""
    big = [
        (node.name, f"{place_of(module, node)} {node.name}: {why}")
        for module, node in nodes(subject.library)
        if isinstance(node, Function) and (why := _too_big(node))
    ]
    remedies = _remedies(subject)
    if big and all(name in remedies for name, _ in big):
        said = f"cells that could not be cut apart: {listed(sorted(place for _, place in big))}"
        return person(said, todo=f"in the notebook: {next(remedies[name] for name, _ in big)}; then convert again")
    return unless_in(
        subject,
        (place for _, place in big),
        todo="divide these functions: add headings or cells to the notebook, or cut them by hand",
    )


def _remedies(subject: Subject) -> dict[str, str]:
    """What the author can do about functions that the conversion says it could not cut."""
    told = [one for one in (subject.provenance or {}).get("refusals") or () if one.get("code") == "long-function"]
    return {str(one["message"]).split("`")[1]: str(one["remedy"]) for one in told if str(one["message"])[:1] == "`"}


def _too_big(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    arguments = node.args
    taken = len([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs])
    if lines > MOST_LINES:
        return f"{lines} lines"
    if taken > MOST_PARAMETERS:
        return f"{taken} parameters"
    paths = complexity(node)
    return f"complexity {paths}" if paths > MOST_PATHS else ""


CHECK = Check(
    number=27,
    name="size",
    title=f"Functions have at most {MOST_LINES} lines, {MOST_PARAMETERS} parameters and complexity {MOST_PATHS}",
    category=Category.CODE,
    run=run,
)
