"""How far a notebook has come."""

from __future__ import annotations

from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.run_notebook import NotebookRun


def statements_run(facts: PackageFacts, run: NotebookRun) -> int:
    """The statements that went through: those of whole cells, and those above the line that failed."""
    return sum(
        one.cell in run.cells_run or (one.cell == run.cell and run.raised is not None and one.last_line < run.line)
        for one in facts.statements
    )
