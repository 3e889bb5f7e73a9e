"""Names and sentences of a bearable length: a notebook may hold names of ten million characters."""

from __future__ import annotations


def cut(text: str, longest: int) -> str:
    """The text, or its beginning with an ellipsis; what it has as code between backticks stays closed.

    >>> cut("it is `abcdef`", 9)
    'it is `a…`'
    """
    if len(text) <= longest:
        return text
    kept = text[: longest - 1] + "…"
    return kept + "`" if kept.count("`") % 2 else kept
