"""Texts that are put together: which expression builds a command or a query, and what plain text is in it."""

from __future__ import annotations

import ast

from nb2pkg.rules.rule import Place
from nb2pkg.rules.secrets.bindings import bindings_of

_WRAPPERS = frozenset({"sqlalchemy.text", "sqlalchemy.sql.text", "textwrap.dedent", "sqlalchemy.sql.expression.text"})


def builders_of(node: ast.expr, place: Place) -> list[ast.expr]:
    """The expressions that put the text together: the argument itself, or what its variable is bound to."""
    if isinstance(node, ast.Call) and place.qualified(node.func) in _WRAPPERS and node.args:
        return builders_of(node.args[0], place)
    if isinstance(node, ast.Name):
        values = bindings_of(place.subject.notebook).get(node.id, ())
        return [value for value in values if is_built(value) or _is_wrapped(value, place)]
    return [node] if is_built(node) else []


def _is_wrapped(node: ast.expr, place: Place) -> bool:
    is_wrapper = isinstance(node, ast.Call) and place.qualified(node.func) in _WRAPPERS
    return is_wrapper and isinstance(node, ast.Call) and bool(node.args) and is_built(node.args[0])


def is_built(node: ast.expr) -> bool:
    """An f-string with a field, a concatenation, `%` or `.format` of a text."""
    match node:
        case ast.JoinedStr(values=values):
            return any(isinstance(value, ast.FormattedValue) for value in values)
        case ast.BinOp(op=ast.Mod(), left=left):
            return _is_text(left)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _is_text(left) or _is_text(right) or is_built(left) or is_built(right)
        case ast.Call(func=ast.Attribute(value=receiver, attr="format" | "format_map")):
            return _is_text(receiver) or isinstance(receiver, ast.BinOp)
        case ast.Call(func=ast.Attribute(value=receiver, attr="strip" | "replace" | "lstrip" | "rstrip")):
            return is_built(receiver)
    return False


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def first_text(node: ast.expr) -> str:
    """The plain text with which a built one begins."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values) if values:
            return first_text(values[0])
        case ast.BinOp(left=left):
            return first_text(left)
        case ast.Call(func=ast.Attribute(value=receiver)):
            return first_text(receiver)
        case ast.Call(args=[first, *_]):
            return first_text(first)
    return ""
