"""Cutting a text into its top-level statements, each with the comments above it, by the positions that `ast` gives."""

from __future__ import annotations

import ast

from nb2pkg.emitter.blocks import end_with_comments, is_comment, is_comment_or_empty
from nb2pkg.emitter.splitting import one_a_line
from nb2pkg.emitter.statement import Kind, Statement
from nb2pkg.syntax.literals import lines_inside_texts
from nb2pkg.syntax.parse import lines_of, parse


def cut(text: str) -> tuple[Statement, ...]:
    """The statements, as many as `ast` counts. Comments below the last one go, unless they stand inside its block."""
    text = one_a_line(text)
    lines = lines_of(text)
    found: list[Statement] = []
    taken = 0  # so many lines end with the statements found so far
    for node in parse(text).body:
        # Not `node.lineno`: decorators stand above, and nothing tells where their `@` is.
        first = next(number for number in range(taken, node.lineno) if not is_comment_or_empty(lines[number]))
        end = end_with_comments(lines, node)
        found.append(_statement(node, above=lines[taken:first], lines=lines[first:end], first=first))
        taken = end
    return tuple(found)


def _statement(node: ast.stmt, *, above: tuple[str, ...], lines: tuple[str, ...], first: int) -> Statement:
    return Statement(
        lines=lines,
        above=tuple(line if is_comment(line) else "" for line in above),
        inside=frozenset(line - 1 - first for line in lines_inside_texts(node)) if len(lines) > 1 else frozenset(),
        kind=_kind(node),
    )


def _kind(node: ast.stmt) -> Kind:
    match node:
        case ast.ClassDef():
            return Kind.CLASS
        case ast.ImportFrom(module="__future__", level=0):
            return Kind.FUTURE_IMPORT
        case ast.If(
            test=ast.Compare(left=ast.Constant("__main__"), ops=[ast.Eq()], comparators=[ast.Constant("__main__")]),
            orelse=[],
        ):
            return Kind.MAIN_GUARD
    return Kind.OTHER
