"""Item 38: errors are seen."""

import ast

from nb2pkg.auditor.check import Check, failed, passed, unless, worst
from nb2pkg.auditor.code import nodes, place_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """No bare `except`, and the exit code is that of main."""
    bare = [
        place_of(module, node)
        for module, node in nodes(subject.library)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or _is_silent(node))
    ]
    return worst(unless(bare, todo="catch what you expect, and let the rest be seen"), _exits(subject))


def _is_silent(node: ast.ExceptHandler) -> bool:
    is_wide = isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
    return is_wide and all(isinstance(statement, ast.Pass) for statement in node.body)


def _exits(subject: Subject) -> Answer:
    mains = [module for module in subject.library if module.path.endswith("/__main__.py")]
    if all("exit(" in m.text or "SystemExit" in m.text or "app(" in m.text or "cli(" in m.text for m in mains):
        return passed()
    return failed(f"{mains[0].path} exits with 0 whatever happens", todo="end with sys.exit(main())")


CHECK = Check(
    number=38,
    name="errors",
    title="No bare except; the exit code says whether it went through",
    category=Category.CODE,
    run=run,
)
