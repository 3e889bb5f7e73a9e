"""Statements that share a line get lines of their own: `a; b`, `if a: b`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from nb2pkg.emitter.blocks import inner_blocks, line_with_margin, margin_of, margin_of_cases
from nb2pkg.emitter.change import Change, changed, line_starts
from nb2pkg.emitter.statement import INDENT
from nb2pkg.syntax.parse import characters, lines_of, parse

# Behind a statement: a semicolon, and backslashes that join empty lines to it.
_TAIL = re.compile(r"(?:[ \t\f]*\\\n)*[ \t\f]*;(?:[ \t\f]*\\\n)*|(?:[ \t\f]*\\\n)+")


def one_a_line(text: str) -> str:
    """The text with every statement on lines of its own, and without semicolons and backslashes behind statements."""
    return changed(text, _changes(text, line_starts(text), parse(text).body, inside=""))


def _changes(text: str, starts: Sequence[int], block: Sequence[ast.stmt], *, inside: str) -> Iterator[Change]:
    """The changes in a block; `inside` is the white space before it, should it begin on the line that opens it."""
    lines = lines_of(text)
    sharing = [_shares_line(lines, node) for node in block]
    margin = margin_of(lines, block) if block and not sharing[0] else inside
    for node, shares, next_shares in zip(block, sharing, [*sharing[1:], False], strict=False):
        if shares:
            begin = _offset(text, starts, line=node.lineno, column=node.col_offset)
            yield Change(_end_of_code(text, begin), begin, f"\n{margin}")
        end = _offset(text, starts, line=node.end_lineno or node.lineno, column=node.end_col_offset or 0)
        if not next_shares and (tail := _TAIL.match(text, end)):
            yield Change(end, tail.end(), "")
        within = margin_of_cases(lines, node) if isinstance(node, ast.Match) else margin
        for inner in inner_blocks(node):
            yield from _changes(text, starts, inner, inside=within + INDENT)


def _shares_line(lines: Sequence[str], node: ast.stmt) -> bool:
    """Whether a statement follows other code on its line, or on one that a backslash makes part of its line."""
    first, last = line_with_margin(lines, node), node.lineno - 1
    before = [*(line[:-1] for line in lines[first:last]), lines[last][: node.col_offset]]
    return any(piece.strip() for piece in before)


def _end_of_code(text: str, begin: int) -> int:
    """Where the code ends that shares a line with what begins at `begin`."""
    before = text[:begin].rstrip(" \t\f;")
    while before.endswith("\\\n"):
        before = before[:-2].rstrip(" \t\f;")
    return len(before)


def _offset(text: str, starts: Sequence[int], *, line: int, column: int) -> int:
    return starts[line - 1] + characters(text, line=line, offset=column)
