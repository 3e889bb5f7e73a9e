"""What a user chooses about a package: apart from the plan, whose import the command line would have to wait for."""

from __future__ import annotations

from enum import Enum


class Displays(Enum):
    """Where shown values go."""

    LOG = "log"
    PRINT = "print"
    DROP = "drop"


class Figures(Enum):
    """What happens to figures at the end of a cell."""

    SAVE = "save"
    SHOW = "show"
    NONE = "none"
