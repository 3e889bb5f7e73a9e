"""Numbers with their nouns."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """The number with the noun, which gets an `s` unless there is one.

    >>> counted(1, "error"), counted(2, "error")
    ('1 error', '2 errors')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
