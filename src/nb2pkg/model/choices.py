"""What a user chooses by name. Apart from the plan and the findings, whose import `--help` should not wait for."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


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


class Pipeline(Enum):
    """How the package can be run beside the whole run that every package has."""

    NONE = "none"
    STAGES = "stages"  # one stage at a time, by its own command line
    DAGSTER = "dagster"  # so, and its stages are assets of Dagster
    AIRFLOW = "airflow"  # so, and there is a DAG whose tasks call its command line


class Cut(Enum):
    """How finely the notebook is cut into functions; each of these is a rung of a ladder, the finest first."""

    FUNCTIONS = "functions"  # where functions read best, inside cells too
    CELLS = "cells"  # between cells only
    ONE = "one"  # not at all: one function, with the author's functions that read variables inside it
    SCRIPT = "script"  # no function: the statements as they stand

    @property
    def words(self) -> str:
        """What the notebook is cut into."""
        return _CUTS[self.value]

    @property
    def coarser(self) -> tuple[Cut, ...]:
        """The rungs below this one."""
        every = tuple(Cut)
        return every[every.index(self) + 1 :]


_CUTS = {
    "functions": "functions",
    "cells": "functions of whole cells",
    "one": "one function",
    "script": "a flat script",
}


class Choices(Struct, frozen=True, kw_only=True):
    """How a notebook is to be converted.

    `name` is None for one made from the file name; `python` is the interpreter with which the notebook runs, if it is
    known: versions are those of its environment. It is not part of a plan.
    """

    name: str | None = None
    displays: Displays = Displays.LOG
    figures: Figures = Figures.SAVE
    cut: Cut = Cut.FUNCTIONS
    handover: bool = False
    pipeline: Pipeline = Pipeline.NONE
    models: bool = False
    python: str = ""


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
