"""Which expressions are literals, of what kind, and which lines they cover."""

from __future__ import annotations

import ast

from nb2pkg.syntax.walking import children


def is_literal(node: ast.expr) -> bool:
    """A number, string, bool, None, or a tuple of such; signs and simple arithmetic of numbers included."""
    match node:
        case ast.Constant(value=value):
            return value is not Ellipsis
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return is_number(operand)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), left=left, right=right):
            return is_number(left) and is_number(right)
        case ast.Tuple(elts=elts):
            return all(is_literal(item) for item in elts)
    return False


def is_number(node: ast.expr) -> bool:
    """A number as a literal, signs and simple arithmetic included."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float | complex) and not isinstance(value, bool)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return is_number(operand)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), left=left, right=right):
            return is_number(left) and is_number(right)
    return False


def is_plain_data(node: ast.expr) -> bool:
    """A literal, or a list, set or dict of plain data."""
    match node:
        case ast.List(elts=elts) | ast.Set(elts=elts) | ast.Tuple(elts=elts):
            return all(is_plain_data(item) for item in elts)
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and is_plain_data(key) for key in keys) and all(map(is_plain_data, values))
    return is_literal(node)


def annotation_of(node: ast.expr) -> str:
    """The annotation that fits a literal: `int`, `str`, `tuple[float, ...]`; `object` where parts differ."""
    match node:
        case ast.Constant(value=None):
            return "object"
        case ast.Constant(value=value):
            return type(value).__name__
        case ast.Tuple(elts=elts):
            parts = {annotation_of(item) for item in elts}
            return f"tuple[{parts.pop()}, ...]" if len(parts) == 1 else "tuple[object, ...]"
        case ast.List():
            return "list"
        case ast.Dict():
            return "dict"
    numbers = {type(item.value).__name__ for item in ast.walk(node) if isinstance(item, ast.Constant)}
    divides = any(isinstance(item, ast.Div | ast.Pow) for item in ast.walk(node))
    return "int" if numbers == {"int"} and not divides else "complex" if "complex" in numbers else "float"


def lines_inside_texts(node: ast.stmt) -> frozenset[int]:
    """The lines (from 1) of a statement that begin inside a text, bytes or f-string: their white space counts."""
    found: set[int] = set()
    pending: list[ast.AST] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, ast.Constant | ast.JoinedStr):  # inside an f-string, 3.11 has no positions
            found.update(range(part.lineno + 1, (part.end_lineno or part.lineno) + 1))
        else:
            pending += children(part)
    return frozenset(found)
