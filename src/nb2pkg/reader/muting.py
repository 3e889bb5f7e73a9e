"""Whether a cell's last value is shown."""

from __future__ import annotations

import ast

from nb2pkg.patterns import pattern_of
from nb2pkg.syntax.parse import lines_of, parsed
from nb2pkg.syntax.walking import suites

_UNCLEAR = pattern_of(r"""[#"']""")  # the line may be a comment, or in a string
_LONG_STRING = pattern_of(r"\"\"\"|'''")
_SEMICOLON = pattern_of(r"[ \t\f]*(?:\\\n[ \t\f]*)*;")


def is_muted(python: str) -> bool:
    """Whether the last token of code is `;` (IPython's rule). Comments may follow it."""
    if ";" not in python:
        return False
    text = python.rstrip()
    if not text.endswith(";") and "#" not in text[text.rfind(";") :]:
        return False
    last_line = text[text.rfind("\n") + 1 :]
    if not _UNCLEAR.search(last_line) and not _LONG_STRING.search(text):
        return last_line.endswith(";")
    tree = parsed(python)
    if tree is None or not tree.body or suites(tree.body[-1]):
        return False
    return _is_followed_by_semicolon(tree.body[-1], python)


def _is_followed_by_semicolon(statement: ast.stmt, python: str) -> bool:
    line, column = statement.end_lineno or 1, statement.end_col_offset or 0
    lines = lines_of(python)
    rest = lines[line - 1].encode(errors="surrogatepass")[column:].decode(errors="replace")  # columns count bytes
    return _SEMICOLON.match("\n".join((rest, *lines[line:]))) is not None


def last_code_line(python: str) -> int:
    """The last line that is neither blank nor a comment, from 1; 0 if there is none."""
    lines = python.split("\n")
    return next(
        (n for n in range(len(lines), 0, -1) if lines[n - 1].strip() and not lines[n - 1].lstrip().startswith("#")), 0
    )
