"""Modules of the package loaded with a look at the types of what every function is given and returns.

Two calls are put into the body of each `def`, one at its beginning, one around each returned value. The functions stay
the same objects, with the same lines; what has been looked at often enough without news is not looked at again.
"""

from __future__ import annotations

import ast
import builtins
import importlib.machinery
import sys
from collections.abc import Sequence
from typing import Any

from .classes import type_of

ARGUMENTS, RESULT = "__nb2pkg_arguments__", "__nb2pkg_result__"
FIRST, EVERY = 40, 512  # calls that are looked at: the first, then one in so many
MOST_TYPES = 8
Definition = ast.FunctionDef | ast.AsyncFunctionDef


class Types:
    """Types of parameters and results by function, `module:qualified name`."""

    def __init__(self) -> None:
        self.parameters: dict[str, dict[str, list[Any]]] = {}
        self.results: dict[str, list[Any]] = {}
        self.calls: dict[str, int] = {}

    def arguments(self, key: str, named: tuple[tuple[str, Any], ...]) -> None:
        """A function begins."""
        number = self.calls.get(key, 0)
        self.calls[key] = number + 1
        if number < FIRST or number % EVERY == 0:
            seen = self.parameters.setdefault(key, {})
            for name, value in named:
                _add(seen.setdefault(name, []), value)

    def result(self, key: str, value: Any) -> Any:
        """A function returns a value, which is passed on."""
        number = self.calls.get(key, 0)
        if number <= FIRST or number % EVERY == 1:
            _add(self.results.setdefault(key, []), value)
        return value


def _add(seen: list[Any], value: Any) -> None:
    if len(seen) < MOST_TYPES:
        tree = type_of(value)
        if tree not in seen:
            seen.append(tree)


class Finder:
    """Finds the package's modules before anyone else does, and loads them with the calls put in."""

    def __init__(self, package: str, types: Types) -> None:
        self.package = package
        vars(builtins)[ARGUMENTS], vars(builtins)[RESULT] = types.arguments, types.result

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> Any:
        """What the usual finder finds, with another loader."""
        if name.partition(".")[0] != self.package:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and type(spec.loader) is importlib.machinery.SourceFileLoader:
            spec.loader = Loader(spec.loader.name, spec.loader.path)
        return spec

    def install(self) -> None:
        """From now on."""
        sys.meta_path.insert(0, self)


class Loader(importlib.machinery.SourceFileLoader):
    """Loads a module from its source, never from what was compiled before."""

    def get_code(self, fullname: str) -> Any:
        """The module's code, with the calls put in."""
        path = self.get_filename(fullname)
        tree = ast.parse(self.get_data(path), filename=path)
        return compile(ast.fix_missing_locations(instrumented(tree, fullname)), path, "exec", dont_inherit=True)


def instrumented(tree: ast.Module, module: str) -> ast.Module:
    """The tree with the calls put in."""
    _visit(tree, f"{module.rpartition('.')[2]}:")
    return tree


def _visit(node: ast.AST, prefix: str) -> None:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                _visit(child, f"{prefix}{child.name}.<locals>.")
                _put_in(child, prefix + child.name)
            case ast.ClassDef():
                _visit(child, f"{prefix}{child.name}.")
            case ast.Lambda():
                pass
            case _:
                _visit(child, prefix)


def _put_in(definition: Definition, key: str) -> None:
    if not _yields(definition):
        _Returns(key).of(definition)
        end = ast.Expr(value=_call(RESULT, key, ast.Constant(value=None)))
        definition.body.append(ast.copy_location(end, definition.body[-1]))
    given = definition.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    pairs = [_tuple(ast.Constant(value=name), ast.Name(id=name, ctx=ast.Load())) for name in names]
    begin = ast.Expr(value=_call(ARGUMENTS, key, _tuple(*pairs)))
    place = int(ast.get_docstring(definition, clean=False) is not None)
    definition.body.insert(place, ast.copy_location(begin, definition.body[0]))


def _tuple(*parts: ast.expr) -> ast.Tuple:
    return ast.Tuple(elts=list(parts), ctx=ast.Load())


def _call(name: str, key: str, value: ast.expr) -> ast.Call:
    return ast.Call(func=ast.Name(id=name, ctx=ast.Load()), args=[ast.Constant(value=key), value], keywords=[])


def _yields(definition: Definition) -> bool:
    """Whether it is a generator."""
    waiting: list[ast.AST] = list(definition.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)
    return False


class _Returns(ast.NodeTransformer):
    """Puts the call around every value that one function returns."""

    def __init__(self, key: str) -> None:
        self.key = key

    def of(self, definition: Definition) -> None:
        definition.body = [self.visit(statement) for statement in definition.body]

    def visit_Return(self, node: ast.Return) -> ast.Return:
        """`return x` returns what the call passes on."""
        value = node.value or ast.Constant(value=None)
        node.value = ast.copy_location(_call(RESULT, self.key, value), node)
        return node

    def _not_inside(self, node: Any) -> Any:
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = visit_ClassDef = _not_inside
