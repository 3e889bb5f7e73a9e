"""A library that the environment lacks: neither run tells anything then, and a comparison would blame the package.

A package imports at its start what the notebook imports in a cell, after others have shown and printed something.
"""

from __future__ import annotations

import re

from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.run_notebook import NotebookRun
from nb2pkg.verifier.run_package import PackageRun

_MISSING = re.compile(r"No module named '(\w+)")


def absent_library(facts: PackageFacts, notebook: NotebookRun, package: PackageRun | None) -> str:
    """What the package could not start without, where the notebook did not come to its end either; empty for none."""
    raised = package.raised if package is not None else None
    if not notebook.error or raised is None or raised["name"] != "ModuleNotFoundError" or raised["place"] is not None:
        return ""
    found = _MISSING.match(raised["text"])
    source = facts.folder / "src"
    is_own = found is not None and any((source / name).exists() for name in (found[1], f"{found[1]}.py"))
    return found[1] if found is not None and not is_own else ""


def told_absence(library: str) -> str:
    """For the notes of a verdict."""
    return f"`{library}` is not installed where both ran, and the package cannot start without it: nothing was compared"
