"""Literals that held a secret, which the reader has hidden: those that a setting can replace, and the others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from nb2pkg.knowledge.secrets import HIDDEN
from nb2pkg.planner.statements import inside_f_strings
from nb2pkg.syntax.names import snake_case
from nb2pkg.syntax.scopes import FUNCTIONS

_UNNAMED = "secret"


def secret_literals(statement: ast.stmt) -> Iterator[tuple[_Text, str]]:
    """Literals of a statement of the flow that settings can replace, each with a name for its setting.

    Not commands and other texts with a secret somewhere in them: they would vanish from the code.
    """
    fixed = inside_f_strings(statement)
    for literal, name in _named(statement, ""):
        if id(literal) not in fixed and not any(map(str.isspace, literal.value)):
            yield literal, name or _UNNAMED


class _Text(ast.Constant):
    """What `is_hidden` has looked at, for the type checker."""

    value: str


def is_hidden(node: ast.AST) -> TypeGuard[_Text]:
    """Whether a node is a text with a secret that was hidden."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and HIDDEN in node.value


def _named(node: ast.AST, name: str) -> Iterator[tuple[_Text, str]]:
    """Bodies of functions and classes are left out: they know no settings."""
    if is_hidden(node):
        yield node, name
        return
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return
    for child, of_child in _children(node):
        yield from _named(child, of_child or name)


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """The nodes below, each with the name that the code gives it, if it gives one."""
    match node:
        case ast.keyword(arg=str(name), value=value):
            yield value, snake_case(name)
        case ast.Dict(keys=keys, values=values):
            yield from ((value, _text(key)) for key, value in zip(keys, values, strict=True))
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(values):
            yield from ((value, _target(target)) for target, value in zip(targets, values, strict=True))
        case ast.Assign(targets=[target, *_], value=value):
            yield value, _target(target)
        case ast.Call(args=[ast.Constant() as first, ast.Constant() as second, *_]):
            yield second, _text(first)
            yield from ((child, "") for child in ast.iter_child_nodes(node) if child is not second)
        case _:
            yield from ((child, "") for child in ast.iter_child_nodes(node))


def _target(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return snake_case(name)
        case ast.Subscript(slice=key):
            return _text(key)
    return ""


def _text(node: ast.expr | None) -> str:
    """A text that can be a name: that of a header, of a variable of the environment."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and HIDDEN not in node.value
    name = snake_case(str(node.value)) if is_text and isinstance(node, ast.Constant) else ""
    return name if name.isidentifier() and len(name) < 40 else ""
