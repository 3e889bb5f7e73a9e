"""What a user chooses by name. Apart from the plan and the findings, whose import `--help` should not wait for."""

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


class Severity(Enum):
    """How bad it is in production. `rank` is higher for what is worse."""

    ERROR = "error"  # it fails, leaks, or computes something else
    WARNING = "warning"  # it will, somewhere else or later
    INFO = "info"  # worth knowing

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return _RANKS[self.value]


_RANKS = {"info": 0, "warning": 1, "error": 2}


class Profile(Enum):
    """How close to production a notebook is meant to be: which of the rules that are on by default count."""

    EXPLORATION = "exploration"  # only what is an error
    REVIEW = "review"  # errors and warnings
    PRODUCTION = "production"  # notes too
