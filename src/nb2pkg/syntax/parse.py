"""Text -> tree, once per text. Columns: `ast` counts UTF-8 bytes, we count characters."""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache

from nb2pkg.model.notebook import Location

COMPILE_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_FILE = "<cell>"  # what a warning of the parser is about
_MUTED = ("ignore", None, Warning, re.compile(re.escape(_FILE)), 0)  # a filter as Python keeps it


@lru_cache(maxsize=4096)
def parse(text: str) -> ast.Module:
    """The tree of a cell's Python; top-level `await` is allowed. Raises SyntaxError. Never change it."""
    tree = compile_quietly(text, COMPILE_FLAGS)
    if not isinstance(tree, ast.Module):
        raise TypeError("compile returned no module")
    return tree


def compile_quietly(source: str | ast.Module, flags: int) -> object:
    """What `compile` makes of it. Invalid escapes in the author's strings are the author's: nobody is warned of them.

    The filter stays, as nothing else is called so: to put it there and take it away costs as much as a short parse,
    and would be no work for threads.
    """
    if warnings.filters[:1] != [_MUTED]:
        warnings.filterwarnings("ignore", module=re.escape(_FILE))
    return compile(source, _FILE, "exec", flags=flags, dont_inherit=True)


def parsed(text: str) -> ast.Module | None:
    """The (shared) tree of the text, or None if it has none: no Python, NUL characters, nested beyond the parser."""
    try:
        return parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=512)
def lines_of(text: str) -> tuple[str, ...]:
    """The lines as the parser counts them: form feeds and Unicode separators do not end one."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def characters(text: str, *, line: int, offset: int) -> int:
    """The column in characters for a UTF-8 byte offset in a line (1-based)."""
    if text.isascii():
        return offset
    source = lines_of(text)[line - 1]
    if source.isascii():
        return offset
    return len(source.encode()[:offset].decode(errors="replace"))


def location(
    text: str, node: ast.expr | ast.stmt | ast.arg | ast.alias | ast.keyword | ast.excepthandler, *, cell: int
) -> Location:
    """Where a node stands in its cell."""
    line, column = node.lineno, node.col_offset
    end_line, end_column = node.end_lineno or line, node.end_col_offset or column
    if not text.isascii():
        column = characters(text, line=line, offset=column)
        end_column = characters(text, line=end_line, offset=end_column)
    return Location(cell=cell, line=line, column=column, end_line=end_line, end_column=end_column)
