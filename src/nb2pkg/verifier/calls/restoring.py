"""Whether what was recorded can be made again."""

from __future__ import annotations

from typing import Any

from .values import Unknown, described, restored
from .watch import same


def can_be_restored(arguments: dict[str, Any]) -> bool:
    """Whether values made from the trees give the same trees again."""
    try:
        return all(same(described(restored(tree)), tree) for tree in arguments.values())
    except (Unknown, KeyError, TypeError, ValueError, AttributeError):
        return False
