"""What a type checker says about a package."""

from __future__ import annotations

from msgspec import Struct


class TypingError(Struct, frozen=True, kw_only=True):
    """One error: the file below the package's root, its line, mypy's code."""

    path: str
    line: int
    code: str
    message: str
