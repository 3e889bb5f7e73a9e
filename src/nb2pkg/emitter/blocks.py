"""The blocks inside a statement: which there are, how far in they stand, and where the last one ends."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def inner_blocks(node: ast.stmt) -> list[list[ast.stmt]]:
    """The blocks of a compound statement, in order; none for a simple one. `elif` is a block of one `if`."""
    clauses = [*getattr(node, "handlers", ()), *getattr(node, "cases", ())]
    blocks = [getattr(node, "body", []), *(clause.body for clause in clauses)]
    blocks += [getattr(node, "orelse", []), getattr(node, "finalbody", [])]
    return [block for block in blocks if block]


def margin_of(lines: Sequence[str], block: Sequence[ast.stmt]) -> str:
    """The white space before the statements of a block that begins a line."""
    return _white_space(lines[line_with_margin(lines, block[0])])


def line_with_margin(lines: Sequence[str], node: ast.stmt) -> int:
    """The line, from 0, where the line of a statement begins: not its own if backslashes join it to earlier ones."""
    number = node.lineno - 1
    while number and lines[number - 1].endswith("\\") and not is_comment(lines[number - 1]):
        number -= 1
    return number


def margin_of_cases(lines: Sequence[str], node: ast.Match) -> str:
    """The white space before the `case` clauses of a statement."""
    above = (lines[number] for number in range(node.cases[0].pattern.lineno - 1, -1, -1))
    return _white_space(
        next(line for line in above if line.lstrip().startswith("case"))
    )  # not where the pattern begins


def _white_space(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def end_with_comments(lines: Sequence[str], node: ast.stmt) -> int:
    """How many lines end with a statement and what belongs to its last block.

    These are the comments and empty lines below that are as far in as the block is.
    """
    end = node.end_lineno or node.lineno
    margin = _last_margin(lines, node)
    last = end
    for number in range(end, len(lines)) if margin else ():
        if not is_comment_or_empty(lines[number]):
            break
        if lines[number].startswith(margin):
            last = number + 1
    return last


def _last_margin(lines: Sequence[str], node: ast.stmt) -> str:
    blocks = inner_blocks(node)
    if not blocks:
        return ""
    if isinstance(node, ast.Match):
        return margin_of_cases(lines, node)
    match blocks[-1]:
        case [ast.If(col_offset=column) as elif_] if column == node.col_offset:
            return _last_margin(lines, elif_)
    return margin_of(lines, blocks[-1])


def is_comment_or_empty(line: str) -> bool:
    """Whether a line that no statement covers holds no code."""
    return not line.strip() or is_comment(line)


def is_comment(line: str) -> bool:
    """Whether a line that no statement covers is a comment."""
    return line.lstrip().startswith("#")
