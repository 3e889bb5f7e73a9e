"""Finds IPython's syntax in a cell, by the rules of IPython's own input transformer.

A magic, shell or help line counts only where a logical line starts: not inside a string or a bracket. IPython finds out
by tokenizing the whole cell anew after every line it transforms; one pass of a small scanner gives the same answers,
without importing IPython (0.3 s). The property tests hold the two against each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from nb2pkg.patterns import pattern_of

_TOKEN = pattern_of(
    r"""
    (?P<blank>[ \t\f]+|\\\n)
  | (?P<comment>\#[^\n]*)
  | (?P<newline>\n)
  | (?P<string>\"\"\"(?:[^\\"]|\\.|\"(?!\"\"))*(?:\"\"\"|\Z)
             |'''(?:[^\\']|\\.|'(?!''))*(?:'''|\Z)
             |\"(?:[^\\"\n]|\\.)*\"
             |'(?:[^\\'\n]|\\.)*')
  | (?P<open>[(\[{])
  | (?P<close>[)\]}])
  | (?P<word>\w+)
  | (?P<operator>==|!=|<=|>=|:=|->|//=?|\*\*=?|>>=?|<<=?|[-+*/%&|^@]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_HELP_AT_END = pattern_of(r"(%{0,2}(?!\d)[\w*]+(?:\.(?!\d)[\w*]+|\[-?[0-9]+\])*)(\?\??)$")
_ESCAPES = frozenset("!?%,;/")


class Kind(Enum):
    """Which of IPython's syntaxes."""

    LINE = "%"
    SHELL = "!"
    CAPTURE = "!!"
    HELP = "?"
    QUOTE_WORDS = ","
    QUOTE_REST = ";"
    CALL = "/"


class Special(Struct, frozen=True, kw_only=True):
    """IPython syntax on the lines `first` to `last` (from 0) after the text `before`, an indent or `x = `."""

    kind: Kind
    first: int
    last: int
    before: str
    content: str


class _Logical(Struct):
    start: int = -1  # of the first token
    end: int = 0  # after the newline
    value: int = -1  # where the text after the first `=` outside brackets begins
    last: str = ""  # the last token, a comment included
    last_at: int = 0
    count: int = 0


def find_special(text: str) -> Iterator[Special]:
    """All IPython syntax of a cell (not its cell magic), in order."""
    lines = text.split("\n")
    starts = _line_starts(lines)
    position = 0
    while position < len(text):
        logical = _scan(text, position)
        found = _special_in(text, logical, lines=lines, starts=starts)
        if found is None:
            position = logical.end
            continue
        yield found
        position = starts[found.last + 1] if found.last + 1 < len(lines) else len(text)


def _line_starts(lines: list[str]) -> list[int]:
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    return starts


def _scan(text: str, position: int) -> _Logical:
    found, depth = _Logical(), 0
    wants_value = False
    for token in _TOKEN.finditer(text, position):
        kind = token.lastgroup
        found.end = token.end()
        if kind == "newline":
            if depth == 0:
                break
            continue
        if kind == "blank":
            continue
        if wants_value:
            found.value, wants_value = token.start(), False
        if found.start < 0:
            found.start = token.start()
        found.last, found.last_at, found.count = token.group(), token.start(), found.count + 1
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif found.last == "=" and depth == 0 and found.value < 0:
            wants_value = True
    return found


def _special_in(text: str, logical: _Logical, *, lines: list[str], starts: list[int]) -> Special | None:
    if logical.start < 0:
        return None
    if logical.last == "?" and logical.count > 1:
        special = _help(text, logical, lines=lines, starts=starts)
        if special is not None:
            return special
    if text[logical.start] in _ESCAPES and not _is_longer_operator(text, logical.start):
        return _escape(logical.start, lines=lines, starts=starts)
    # IPython passes over `= !cmd` without a target, so that a broken line stays what it is.
    if logical.value >= 0 and text[logical.start] != "=" and _is_special_value(text, logical.value):
        return _escape(logical.value, lines=lines, starts=starts)
    return None


def _is_longer_operator(text: str, position: int) -> bool:
    token = _TOKEN.match(text, position)
    return token is not None and len(token.group()) > 1


def _is_special_value(text: str, position: int) -> bool:
    after = text[position + 1 : position + 80].lstrip(" \t\f")[:1]
    if text[position] == "%":
        return after.isidentifier()
    return text[position] == "!" and not _is_longer_operator(text, position)


def _line_of(position: int, starts: list[int]) -> int:
    return bisect_right(starts, position) - 1


def _help(text: str, logical: _Logical, *, lines: list[str], starts: list[int]) -> Special | None:
    first, last = _line_of(logical.start, starts), _line_of(logical.last_at, starts)
    match = _HELP_AT_END.search(text[logical.start : logical.last_at + 1])
    if match is None:
        return None
    before = lines[first][: logical.start - starts[first]]
    return Special(kind=Kind.HELP, first=first, last=last, before=before, content=match.group(2) + match.group(1))


def _escape(position: int, *, lines: list[str], starts: list[int]) -> Special:
    first = _line_of(position, starts)
    column = position - starts[first]
    last = first
    while lines[last].endswith("\\") and last + 1 < len(lines):
        last += 1
    pieces = [lines[first][column:], *lines[first + 1 : last + 1]]
    joined = " ".join([piece.rstrip()[:-1] for piece in pieces[:-1]] + [pieces[-1].rstrip()])
    mark = joined[:2] if joined[:2] in {"!!", "??"} else joined[:1]
    kind = Kind.HELP if mark in {"?", "??"} else Kind(mark)
    content = joined if kind is Kind.HELP else joined[len(mark) :]
    return Special(kind=kind, first=first, last=last, before=lines[first][:column], content=content)
