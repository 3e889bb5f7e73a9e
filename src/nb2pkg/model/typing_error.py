"""What a type checker says about a package."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingError:
    """One error: the file below the package's root, its line, mypy's code."""

    path: str
    line: int
    code: str
    message: str
