"""How many ways lead through a function (McCabe)."""

from __future__ import annotations

import ast

_FORKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.comprehension)


def complexity(function: ast.AST) -> int:
    """One, and one more for each fork; `a and b and c` are two forks, each case of a match is one.

    >>> complexity(ast.parse("def f(x):\\n    return x if x and x > 1 else 0").body[0])
    3
    """
    ways = 1
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp):
            ways += len(node.values) - 1
        elif isinstance(node, ast.Match):
            ways += len(node.cases)
        elif isinstance(node, _FORKS):
            ways += 1
    return ways
