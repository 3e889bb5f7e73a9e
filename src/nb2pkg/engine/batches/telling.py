"""Who wants to know how far a long run is."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[int, int], None]  # how many are done, of how many


def silent(done: int, total: int) -> None:
    """For those who do not want to know."""
