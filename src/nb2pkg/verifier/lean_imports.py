"""Imports without what takes longer than all the rest and is not used."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from nb2pkg.knowledge.slow_imports import GRAMMARS


@contextmanager
def without_grammars() -> Iterator[None]:
    """As if a module of JupyterLab's were missing, which jsonschema takes over a second to import.

    Notebooks have none of the addresses that it is about. What has been imported stays.
    """
    if GRAMMARS in sys.modules:
        yield
        return
    sys.modules[GRAMMARS] = None  # type: ignore[assignment]  # documented: an import of it fails
    try:
        yield
    finally:
        del sys.modules[GRAMMARS]
