"""Item 15: the package does not install packages."""

import ast
import re
from collections.abc import Iterator

from nb2pkg.auditor.check import Check, unless
from nb2pkg.auditor.code import dotted
from nb2pkg.auditor.subject import Module, Subject
from nb2pkg.model.audit import Answer, Category

_MAGIC = re.compile(r"^\s*[!%]+\s*(pip|conda|mamba|uv)\b", re.M)
_COMMAND = re.compile(r"(^|[\s/])(pip3?|conda|mamba|uv)\s+(add|install)\b")
_MAGIC_CALL = re.compile(r"run_(line|cell)_magic$")
_INSTALLERS = re.compile(r"%*(pip3?|conda|mamba|uv)$")
_SAID = frozenset("print echo secho write warn debug info warning error critical exception log exit".split())


def run(subject: Subject) -> Answer:
    """Neither by magics nor by starting pip. A text that tells somebody what to install starts nothing."""
    found = (f"{module.path}:{line}" for module in subject.library for line in _lines(module))
    return unless(found, todo="declare it in pyproject.toml and remove the line")


def _lines(module: Module) -> Iterator[int]:
    if module.tree is None:
        yield from (module.text[: match.end()].count("\n") + 1 for match in _MAGIC.finditer(module.text))
        return
    said = set(_said(module.tree))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.expr) and id(node) not in said and _installs(node):
            yield node.lineno


def _said(tree: ast.Module) -> Iterator[int]:
    """What is only shown: in errors that are raised, in calls that print or log, and documents."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise() | ast.Assert() | ast.Expr(value=ast.Constant()):
                told: ast.AST | None = node
            case ast.Call():
                told = node if dotted(node.func).rpartition(".")[2] in _SAID else None
            case _:
                told = None
        if told is not None:
            yield from map(id, ast.walk(told))


def _installs(node: ast.expr) -> bool:
    """A command as one text or word by word, or a magic called by its function."""
    match node:
        case ast.Constant(value=str(text)):
            return bool(_COMMAND.search(text))
        case ast.List() | ast.Tuple():
            return bool(_COMMAND.search(_words(node.elts)))
        case ast.Call():
            is_magic = bool(_MAGIC_CALL.search(dotted(node.func))) and bool(_INSTALLERS.match(_words(node.args[:1])))
            return is_magic or bool(_COMMAND.search(_words(node.args)))
    return False


def _words(parts: list[ast.expr]) -> str:
    """Texts side by side; others keep them apart."""
    texts = [p.value if isinstance(p, ast.Constant) and isinstance(p.value, str) else "\0" for p in parts]
    return " ".join(texts)


CHECK = Check(
    number=15,
    name="installs",
    title="No code installs packages",
    category=Category.DEPENDENCIES,
    run=run,
)
