"""The shape of a cell: its syntax tree as text, with the notebook's variables numbered instead of named."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set

from nb2pkg.syntax.walking import children


def shape_of(tree: ast.Module, *, fixed: Set[str]) -> tuple[str, int]:
    """Equal for cells that are the same up to the names of variables; and the number of nodes.

    `fixed` are names that mean something by themselves: imports, functions, builtins.
    """
    numbers: dict[str, int] = {}
    parts = list(_parts(tree, fixed, numbers))
    return "\0".join(parts), len(parts)


def _parts(node: ast.AST, fixed: Set[str], numbers: dict[str, int]) -> Iterator[str]:
    yield type(node).__name__
    match node:
        case ast.Name(id=name) | ast.arg(arg=name):
            yield name if name in fixed else str(numbers.setdefault(name, len(numbers)))
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield str(numbers.setdefault(name, len(numbers)))
        case ast.Constant(value=value):
            yield repr(value)
        case ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
            yield name
        case ast.alias(name=name, asname=alias):
            yield f"{name} {alias}"
        case ast.ImportFrom(module=module, level=level):
            yield f"{level} {module}"
        case ast.BinOp(op=op) | ast.UnaryOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op):
            yield type(op).__name__
        case ast.Compare(ops=ops):
            yield " ".join(type(op).__name__ for op in ops)
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield " ".join(names)
    below = children(node)
    yield str(len(below))
    for child in below:
        yield from _parts(child, fixed, numbers)
