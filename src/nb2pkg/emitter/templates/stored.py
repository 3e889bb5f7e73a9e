"""Stored text -> what a test can compare: a literal, or lines whose numbers are compared with a tolerance."""

from __future__ import annotations

import ast
import math
import re

MOST_CHARACTERS = 2_000
_NUMPY_SCALAR = re.compile(r"^np\.(?:u?int\d*|float\d*|bool_?|str_?)\((.*)\)$", re.S)
_INDEX = re.compile(r"^Index\((\[.*\]),\s*dtype='(?:object|str|string)'\)$", re.S)
# Addresses, paths, times of day, durations, memory, versions, tables (their layout changes with pandas), progress bars.
_UNSTEADY_TEXT = re.compile(
    r"0x[0-9a-f]|[\\/]|\d:\d\d|\d\s*(ns|us|µs|μs|ms|s|sec|secs|seconds?|min|minutes?|hours?|it/s|[KMG]i?B|bytes)\b|elapsed|took\b|version"
    r"|memory|dtype|Name:|<class|\bobject at\b|\S {2,}\S|^\s{2,}\S|\t|\r|\x08|\x1b|%\||\.\.\.|…|\{|warning",
    re.I | re.M,
)


def literal_of(text: str) -> object | None:
    """The small value that a stored result spells, or None. Containers are flat: floats in them can be compared."""
    if len(text) > MOST_CHARACTERS or "..." in text or "0x" in text:
        return None
    found = _NUMPY_SCALAR.match(text) or _INDEX.match(text)
    try:
        value = ast.literal_eval(found[1] if found else text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return value if _is_comparable(value) else None


def _is_comparable(value: object) -> bool:
    match value:
        case tuple() | list():
            return all(map(_is_scalar, value))
        case dict():
            return all(map(_is_scalar, [*value.keys(), *value.values()]))
    return _is_scalar(value)


def _is_scalar(value: object) -> bool:
    if isinstance(value, str):
        return not re.search(r"[\\/]|\d:\d\d", value)
    return isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value))


def lines_of(text: str) -> tuple[str, ...]:
    """Printed text as lines that a run prints again but for the last digits of floats; () where that is not sure."""
    stripped = text.strip("\n")
    if not stripped.strip() or len(text) > MOST_CHARACTERS or _UNSTEADY_TEXT.search(stripped):
        return ()
    return tuple(line.rstrip() for line in stripped.split("\n"))
