"""How much code there is: lines that are neither blank nor a comment alone."""

from __future__ import annotations

import re

_CODE = re.compile(r"^[ \t]*[^\s#]", re.MULTILINE)


def code_lines(text: str) -> int:
    """The number of lines with code in a cell's text (lines inside strings count as code)."""
    return len(_CODE.findall(text))


def has_code(text: str) -> bool:
    """Whether there is a line with code."""
    return _CODE.search(text) is not None
