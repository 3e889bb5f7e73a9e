"""Questions that documents ask of people."""

from __future__ import annotations

OPEN = "_open_"  # what stands where an answer belongs


def open_questions(text: str) -> int:
    """How many answers are still missing.

    >>> open_questions("- Owner? _open_\\n- Batch or real time? batch\\n")
    1
    """
    return text.count(OPEN)
