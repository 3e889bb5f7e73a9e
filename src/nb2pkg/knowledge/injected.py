"""Names that notebooks use without binding them: what platforms inject, and customary names of modules."""

from __future__ import annotations

from functools import cache

from nb2pkg.knowledge.tables.injected import PLATFORMS, USUAL_IMPORTS


@cache
def injected_names() -> frozenset[str]:
    """The names that some platform puts into every notebook.

    >>> "dbutils" in injected_names(), "df" in injected_names()
    (True, False)
    """
    return frozenset(name for names in PLATFORMS.values() for name in names.split())


def usual_import(name: str) -> str:
    """The import that usually binds a name; empty if there is none.

    >>> usual_import("pd"), usual_import("df")
    ('import pandas as pd', '')
    """
    return USUAL_IMPORTS.get(name, "")
