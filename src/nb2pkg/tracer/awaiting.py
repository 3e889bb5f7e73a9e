"""Statements that await where no function of theirs is around: what they become part of has to be a coroutine."""

from __future__ import annotations

import ast

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def awaits(node: ast.AST) -> bool:
    """Whether it does, anywhere but in the bodies of functions; their decorators, defaults and annotations run now."""
    if isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith):
        return True
    if isinstance(node, ast.comprehension) and node.is_async:
        return True
    later = ([node.body] if isinstance(node, ast.Lambda) else node.body) if isinstance(node, _FUNCTIONS) else []
    return any(awaits(child) for child in ast.iter_child_nodes(node) if child not in later)
