"""Questions about the trees of a package that several checks ask."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.auditor.subject import Module, Subject

Function = ast.FunctionDef | ast.AsyncFunctionDef
_ML = frozenset("sklearn xgboost lightgbm catboost torch tensorflow keras statsmodels".split())


def nodes(modules: tuple[Module, ...]) -> Iterator[tuple[Module, ast.AST]]:
    """Every node of every module that parses."""
    for module in modules:
        if module.tree is not None:
            for node in ast.walk(module.tree):
                yield module, node


def place_of(module: Module, node: ast.AST) -> str:
    """`src/a/b.py:12`."""
    return f"{module.path}:{getattr(node, 'lineno', 1)}"


def dotted(node: ast.AST) -> str:
    """`a.b.c` for a name or a chain of attributes, else what of it can be named."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def calls(modules: tuple[Module, ...]) -> Iterator[tuple[Module, ast.Call, str]]:
    """Every call with the dotted name of what is called."""
    for module, node in nodes(modules):
        if isinstance(node, ast.Call):
            yield module, node, dotted(node.func)


def imported(modules: tuple[Module, ...]) -> Iterator[tuple[Module, ast.stmt, str]]:
    """Every absolute import: the module that is named."""
    for module, node in nodes(modules):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield module, node, alias.name
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield module, node, node.module


def needed_imports(modules: tuple[Module, ...]) -> Iterator[tuple[Module, ast.stmt, str]]:
    """Imports without which the package does not work: not those that may fail."""
    optional = {id(node) for _, tried in nodes(modules) if isinstance(tried, ast.Try) for node in ast.walk(tried)}
    yield from (found for found in imported(modules) if id(found[1]) not in optional)


def public_functions(modules: tuple[Module, ...]) -> Iterator[tuple[Module, Function]]:
    """Functions at the top of modules whose names do not begin with an underscore."""
    for module in modules:
        for node in module.tree.body if module.tree else ():
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield module, node


def uses(subject: Subject, *tops: str) -> bool:
    """Whether the library imports one of these top-level modules."""
    return any(name.split(".")[0] in tops for _, _, name in imported(subject.library))


def is_ml(subject: Subject) -> bool:
    """Whether models are fitted: a library for it is imported, and something is fitted or trained."""
    fits = {"fit", "fit_transform", "fit_predict", "train", "partial_fit"}
    return uses(subject, *_ML) and any(name.rpartition(".")[2] in fits for _, _, name in calls(subject.library))


def top_packages(subject: Subject) -> tuple[str, ...]:
    """The import packages that the project installs."""
    places = {module.path.removeprefix("src/") for module in subject.library}
    return tuple(sorted({path.split("/")[0].removesuffix(".py") for path in places}))
