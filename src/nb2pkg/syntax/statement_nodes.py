"""The nodes of a cell's statements in flat lists, made once: what only asks which nodes there are need not walk."""

from __future__ import annotations

import ast
from functools import lru_cache

from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import LEAVES, children


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
        if type(node) not in LEAVES:
            todo += children(node)[::-1]
    return found
