"""Item 27: functions that a person can read."""

import ast

from nb2pkg.auditor.check import Check, unless_in
from nb2pkg.auditor.code import Function, nodes, place_of
from nb2pkg.auditor.complexity import complexity
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

MOST_LINES, MOST_PARAMETERS, MOST_PATHS = 60, 7, 10


def run(subject: Subject) -> Answer:
    """Lines, parameters, and ways through a function."""
    found = [
        f"{place_of(module, node)} {node.name}: {why}"
        for module, node in nodes(subject.library)
        if isinstance(node, Function) and (why := _too_big(node))
    ]
    return unless_in(
        subject, found, todo="divide these functions: add headings or cells to the notebook, or cut them by hand"
    )


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
