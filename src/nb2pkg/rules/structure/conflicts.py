"""The marks that a merge leaves in a text where two versions disagree."""

from __future__ import annotations

import re

from nb2pkg.patterns import pattern_of

# git's own, and those of nbdime, which puts them into Markdown cells of their own.
_START = pattern_of(r"^(?:<span[^>]*>)?(?:\*\*)?<{7}(?=[ \n]|$)", re.MULTILINE)
_END = pattern_of(r"^(?:<span[^>]*>)?(?:\*\*)?>{7}(?=[ \n]|$)", re.MULTILINE)


def first_mark(text: str) -> int:
    """The line (from 1) of the first mark of a conflict in a cell's source; 0 if there is none."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return 0
    lines = [text.count("\n", 0, found.start()) + 1 for found in (_START.search(text), _END.search(text)) if found]
    return min(lines, default=0)
