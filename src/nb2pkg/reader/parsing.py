"""Whether a text is Python."""

from __future__ import annotations

from nb2pkg.syntax.parse import parsed


def is_python(text: str) -> bool:
    """Whether the text parses."""
    return parsed(text) is not None
