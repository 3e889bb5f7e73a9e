"""The shape of a cell: its syntax tree as a list of words, with the notebook's variables numbered instead of named."""

from __future__ import annotations

import ast
from collections.abc import Set

from nb2pkg.syntax.walking import CHILDREN_OF


def shape_of(tree: ast.Module, *, fixed: Set[str]) -> tuple[object, ...]:
    """Equal for cells that are the same up to the names of variables; the longer, the more there is in the cell.

    `fixed` are names that mean something by themselves: imports, functions, builtins.
    """
    numbers: dict[str, int] = {}
    parts: list[object] = []
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        kind = type(node)
        if kind is ast.Name or kind is ast.arg:
            name: str = getattr(node, "id", "") or getattr(node, "arg", "")
            parts.append(name if name in fixed else numbers.setdefault(name, len(numbers)))
        elif kind is ast.Constant:
            parts.append(repr(getattr(node, "value", None)))
        elif kind is ast.Attribute:
            parts.append(getattr(node, "attr", ""))
        else:
            parts.append(_word(node, numbers))
        below = CHILDREN_OF[kind](node)
        parts.append((kind, len(below)))
        todo += reversed(below)
    return tuple(parts)


def _word(node: ast.AST, numbers: dict[str, int]) -> object:
    """What the rarer kinds of nodes hold besides other nodes."""
    match node:
        case ast.keyword(arg=name):
            return name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return numbers.setdefault(name, len(numbers))
        case ast.alias(name=name, asname=alias):
            return name, alias
        case ast.ImportFrom(module=module, level=level):
            return module, level
        case ast.BinOp(op=op) | ast.UnaryOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op):
            return type(op)
        case ast.Compare(ops=ops):
            return tuple(map(type, ops))
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return tuple(names)
    return None
