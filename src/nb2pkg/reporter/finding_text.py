"""How findings are worded for people: places in cells, what `convert` does about it, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nb2pkg.model.finding import NOWHERE, Cure, Severity
from nb2pkg.model.report import CheckedNotebook, PlacedFinding, Status
from nb2pkg.reporter.counting import counted

CURES = {
    Cure.NONE: "",
    Cure.LIFTED: "`nb2pkg convert` makes it a setting or a parameter",
    Cure.MOVED: "`nb2pkg convert` moves it where it belongs",
    Cure.REPLACED: "`nb2pkg convert` rewrites it or leaves it out",
    Cure.REFUSED: "`nb2pkg convert` keeps it as it is and lists it in the report",
}


def place_of(placed: PlacedFinding) -> str:
    """`cell 3 (In [7]), line 2, column 5`: as editors count, from 1. Empty for the notebook as a whole."""
    if placed.cell == NOWHERE:
        return ""
    label = f" (In [{placed.execution_count}])" if placed.execution_count is not None else ""
    return f"cell {placed.cell + 1}{label}, line {placed.line}, column {placed.column + 1}"


def totals(notebooks: Iterable[CheckedNotebook]) -> str:
    """`2 errors, 1 warning, 4 notes in 3 notebooks; 1 notebook could not be read`."""
    every = list(notebooks)
    some = [notebook for notebook in every if notebook.status is not Status.UNREADABLE]
    counts = Counter(placed.finding.severity for notebook in some for placed in notebook.findings)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [counted(counts[severity], word) for severity, word in words.items() if counts[severity]]
    said = [f"{', '.join(parts) or 'Nothing found'} in {counted(len(some), 'notebook')}"] if some or not every else []
    if unread := len(every) - len(some):
        said.append(f"{counted(unread, 'notebook')} could not be read")
    return "; ".join(said)


def not_checked(notebooks: Iterable[CheckedNotebook]) -> tuple[CheckedNotebook, ...]:
    """Those that were skipped or could not be read."""
    return tuple(notebook for notebook in notebooks if notebook.status is not Status.CHECKED)
