"""Statements that are opened: a class that is told its name, a guard of which only the body is taken."""

from __future__ import annotations

import ast
import io
import tokenize

from msgspec.structs import replace

from nb2pkg.emitter.blocks import margin_of
from nb2pkg.emitter.cut import cut
from nb2pkg.emitter.statement import Statement
from nb2pkg.syntax.parse import parse


def with_plain_name(statement: Statement) -> Statement:
    """A class inside a function keeps the name that it had at the top level: `<locals>` would show in its reprs."""
    lines = statement.lines
    (node,) = parse("\n".join(lines)).body
    assert isinstance(node, ast.ClassDef)
    docstring = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    at = docstring.end_lineno or docstring.lineno if docstring else _head(lines, node)
    return replace(
        statement,
        lines=(*lines[:at], f'{margin_of(lines, node.body)}__qualname__ = "{node.name}"', *lines[at:]),
        inside=frozenset(line if line < at else line + 1 for line in statement.inside),
    )


def main_block(statement: Statement) -> tuple[Statement, ...]:
    """What is guarded by a test that is always true here (the planner put the value of `__name__` in)."""
    lines = statement.lines
    (node,) = parse("\n".join(lines)).body
    assert isinstance(node, ast.If)
    margin, at = margin_of(lines, node.body), _head(lines, node)
    body = (line if at + n in statement.inside else _without(margin, line) for n, line in enumerate(lines[at:]))
    first, *rest = cut("\n".join(body))
    return (replace(first, above=(*statement.above, *first.above)), *rest)


def _head(lines: tuple[str, ...], node: ast.stmt) -> int:
    """How many lines end with the head of a compound statement, decorators included."""
    start = node.lineno - 1
    tokens = tokenize.generate_tokens(io.StringIO("\n".join(lines[start:])).readline)
    return start + next(token.start[0] for token in tokens if token.type == tokenize.NEWLINE)


def _without(margin: str, line: str) -> str:
    return line[len(margin) :] if line.startswith(margin) else line.lstrip()
