"""The nodes of a cell's statements in flat lists, made once: what only asks which nodes there are need not walk."""

from __future__ import annotations

import ast
from functools import lru_cache

from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import CHILDREN_OF, LEAVES

_OF_VALUE = frozenset({ast.Attribute, ast.Expr, ast.Starred, ast.keyword})  # all that is below them is their value


@lru_cache(maxsize=4096)
def statement_kinds(text: str) -> list[frozenset[type[ast.AST]]]:
    """The types of the nodes of each statement of a cell's Python. Raises SyntaxError."""
    return [frozenset(map(type, nodes)) for nodes in statement_nodes(text)]


@lru_cache(maxsize=4096)
def statement_nodes(text: str) -> list[list[ast.AST]]:
    """For each statement of a cell's Python all its nodes, in source order; operators and contexts left out.

    Never change them. Raises SyntaxError.
    """
    return [flattened(statement) for statement in parse(text).body]


def flattened(node: ast.AST) -> list[ast.AST]:
    """A node and all below it, each before what is below it."""
    found: list[ast.AST] = []
    todo = [node]
    while todo:
        node = todo.pop()
        found.append(node)
        kind = type(node)
        if kind in LEAVES:
            continue
        if kind in _OF_VALUE:
            todo.append(node.value)  # type: ignore[attr-defined]
        elif kind is ast.Call:
            todo += node.keywords[::-1]  # type: ignore[attr-defined]
            todo += node.args[::-1]  # type: ignore[attr-defined]
            todo.append(node.func)  # type: ignore[attr-defined]
        else:
            todo += CHILDREN_OF[kind](node)[::-1]
    return found
