"""Text from notebooks and file names, made harmless for a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""`text` on one line, with control, bidirectional and other invisible characters spelled out.

    >>> print(printable("red \x1b[31m, reversed \u202e, two\nlines"))
    red \x1b[31m, reversed \u202e, two\nlines
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c == "\xa0" else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
