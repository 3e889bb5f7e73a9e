"""What standard output is."""

from __future__ import annotations

import os
import sys


def shows_colours() -> bool:
    """Whether it is a terminal whose user wants colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
