"""Comments that stand on lines of their own, in blocks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from msgspec import Struct

from nb2pkg.patterns import pattern_of
from nb2pkg.syntax.parse import parsed
from nb2pkg.syntax.walking import walk

_LINE = pattern_of(r"^([ \t]*)(#+)[ \t]?(.*)$")
# What lines of code look like and lines of prose mostly do not: a cheap sign, the parser decides.
CODE_LIKE = r"""(?:(?:from|import)\ \w | (?:for|while|if|elif|with|def|class|try|else)\b.*:\s*(?:\#.*)?$ | @\w
    | [\w.\[\]'",()\ *]+\ ?[-+*/|&%]?=(?!=) | [\w.\[\]'"]+\(.* | [\w.]+\[ | del\ \w | return\ \w)"""
_CODE = pattern_of(rf"[ \t]*\#+[ \t]*{CODE_LIKE}", re.VERBOSE)


class Comment(Struct, frozen=True):
    """One line: `column` is that of its `#`, `written` what stands from there, `text` what it says, indented."""

    line: int
    column: int
    written: str
    text: str


def may_be_code(python: str) -> bool:
    """Whether any comment of a cell looks like code from afar."""
    comments = [line for line in python.split("\n") if "#" in line and line.lstrip(" \t").startswith("#")]
    return any(map(_CODE.match, comments))


def comment_blocks(python: str) -> Iterator[list[Comment]]:
    """Neighbouring lines that are comments, of one indentation; not those inside strings."""
    strings = _lines_in_strings(python)
    block: list[Comment] = []
    for number, line in enumerate(python.split("\n"), 1):
        found = _LINE.match(line) if "#" in line and number not in strings else None
        if found is None or (block and block[0].column != len(found[1])):
            if block:
                yield block
            block = []
        if found is not None:
            indent = len(found[1])
            block.append(Comment(number, indent, line[indent:].rstrip(), found[3].rstrip()))
    if block:
        yield block


_LITERALS = (ast.Constant, ast.JoinedStr)


def _lines_in_strings(python: str) -> frozenset[int]:
    if '"""' not in python and "'''" not in python and "\\\n" not in python:
        return frozenset()
    tree = parsed(python)
    if tree is None:
        return frozenset(range(1, python.count("\n") + 2))  # cannot be told
    lines: set[int] = set()
    for node in walk(tree):
        if isinstance(node, _LITERALS) and (node.end_lineno or 0) > node.lineno:
            lines.update(range(node.lineno + 1, (node.end_lineno or 0) + 1))
    return frozenset(lines)
