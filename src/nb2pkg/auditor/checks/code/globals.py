"""Item 28: no state in modules."""

import ast
from collections.abc import Iterator

from nb2pkg.auditor.check import Check, unless
from nb2pkg.auditor.code import Function, place_of
from nb2pkg.auditor.subject import Module, Subject
from nb2pkg.model.audit import Answer, Category

_CHANGES = frozenset("append extend insert add update setdefault pop popitem remove discard clear sort".split())
_TOLD = ("/history.py", "/figures.py", "/display.py")  # helpers of nb2pkg that stand for what a kernel remembers


def run(subject: Subject) -> Answer:
    """No `global`, and no list, dict or set at the top of a module that a function changes."""
    modules = [module for module in subject.library if not module.path.endswith(_TOLD)]
    return unless(
        (place_of(module, node) for module in modules for node in _changes(module)),
        todo="pass it to the functions instead",
    )


def _changes(module: Module) -> Iterator[ast.AST]:
    if module.tree is None:
        return
    held = {name for node in module.tree.body for name in _containers(node)}
    for function in (node for node in ast.walk(module.tree) if isinstance(node, Function)):
        own = {a.arg for a in [*function.args.args, *function.args.kwonlyargs, *function.args.posonlyargs]}
        own |= {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for node in ast.walk(function):
            if isinstance(node, ast.Global) or _changed(node) & (held - own):
                yield node


def _containers(node: ast.stmt) -> Iterator[str]:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.List | ast.Dict | ast.Set):
        targets = node.targets if isinstance(node, ast.Assign) else []
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _changed(node: ast.AST) -> set[str]:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in _CHANGES:
            return {name}
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
            return {name}
    return set()


CHECK = Check(
    number=28,
    name="globals",
    title="No function changes a global variable",
    category=Category.CODE,
    run=run,
)
