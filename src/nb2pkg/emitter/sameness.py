"""When two functions are the same: equal code, whatever they and their local variables are called."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from nb2pkg.syntax.scopes import FUNCTIONS, own_bindings
from nb2pkg.syntax.walking import walk

ORIGIN = re.compile(
    r"\n*[ \t]*From [^\n]+, cells? \d+(?: to \d+)?\.[ \t]*(?=\n|\Z)"
)  # the last paragraph of a docstring
_WORD = re.compile(r"[^\W\d]\w*")


def canonical(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign, names: Mapping[str, str]) -> str:
    """A text that is the same for two definitions that do the same; `names`: what other names it reads stand for."""
    if isinstance(node, ast.Assign):
        return f"{ast.unparse(node.targets[0])} = {ast.dump(node.value)}"
    copy = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(copy, ast.FunctionDef | ast.AsyncFunctionDef)
    own = copy.name
    copy.name = "_"
    _forget_origin(copy)
    renamed = _numbered(copy) | {own: "_"} | dict(names)
    for part in walk(copy):
        if isinstance(part, ast.Name) and part.id in renamed:
            part.id = renamed[part.id]
    return ast.dump(copy)


def _forget_origin(function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    match function.body[0]:
        case ast.Expr(value=ast.Constant(value=str(text)) as docstring):
            docstring.value = ORIGIN.sub("", text).strip()


def _numbered(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, str]:
    """The local variables, numbered in the order in which they are met; those that something else names are left."""
    args = function.args
    taken = {arg.arg for arg in walk(args) if isinstance(arg, ast.arg)} | _named_otherwise(function)
    found: dict[str, str] = {}
    for part in ast.walk(function):
        if isinstance(part, ast.Name) and part.id in own_bindings(function) and part.id not in taken:
            found.setdefault(part.id, f"{len(found)}v")
    return found


def _named_otherwise(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Names that are bound by anything but a plain target, in scopes inside, or that a text may mean."""
    found: set[str] = set()
    for part in ast.walk(function):
        match part:
            case ast.alias(name=name, asname=asname):
                found.add((asname or name).partition(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                found.add(name)
            case ast.MatchMapping(rest=str(name)) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                found.update(names)
            case ast.Constant(value=str(text)):
                found.update(_WORD.findall(text))
            case ast.comprehension(target=target):
                found.update(inner.id for inner in walk(target) if isinstance(inner, ast.Name))
        if isinstance(part, FUNCTIONS) and part is not function:
            found |= own_bindings(part) | {getattr(part, "name", "")}
    return found
