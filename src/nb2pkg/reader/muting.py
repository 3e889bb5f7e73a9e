"""Whether a cell's last value is shown."""

from __future__ import annotations

import io
import re
import tokenize

_UNCLEAR = re.compile(r"""[#"']""")  # the line may be a comment, or in a string
_LONG_STRING = re.compile(r"\"\"\"|'''")
_LAYOUT = frozenset({tokenize.ENDMARKER, tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT})


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
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    last = next((token for token in reversed(tokens) if token.type not in _LAYOUT), None)
    return last is not None and last.string == ";"


def last_code_line(python: str) -> int:
    """The last line that is neither blank nor a comment, from 1; 0 if there is none."""
    lines = python.split("\n")
    return next(
        (n for n in range(len(lines), 0, -1) if lines[n - 1].strip() and not lines[n - 1].lstrip().startswith("#")), 0
    )
