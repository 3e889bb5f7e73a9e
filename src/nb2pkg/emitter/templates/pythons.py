"""On which Pythons CI tries the package."""

from __future__ import annotations

NEWER = (3, 13)


def tested_pythons(oldest: tuple[int, int]) -> tuple[str, ...]:
    """The oldest that the package claims, and a newer one if there is one for which libraries have wheels."""
    return tuple(f"{major}.{minor}" for major, minor in dict.fromkeys((oldest, max(oldest, NEWER))))
