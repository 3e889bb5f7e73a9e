"""Parsing that says no instead of raising."""

from __future__ import annotations

import ast

from nb2pkg.syntax.parse import parse


def parsed(text: str) -> ast.Module | None:
    """The (shared) tree of the text, or None if it has none: no Python, NUL characters, nested beyond the parser."""
    try:
        return parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def is_python(text: str) -> bool:
    """Whether the text parses."""
    return parsed(text) is not None
