"""A cell holds the marks of a merge conflict.

Two versions of the cell stand there at once, between lines of seven `<`, `=` and `>`; it does not run, and nobody has
decided which of them is right. Decide, and delete the other one together with the marks:

    alpha = 0.2

`nbdime mergetool` shows the versions side by side. Where the marks are in the file's JSON and not in a cell, the file
cannot be read at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.notebook import Location
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.conflicts import first_mark


def _check(subject: Subject) -> Iterator[Hit]:
    known = subject.notebook.cell_by_index
    for index, cell in enumerate(subject.notebook.file_cells):
        line = first_mark(cell.source)
        is_text = index in known and known[index].syntax_error is None  # the marks are in a string, or a magic's
        if line and not is_text:
            width = len(cell.source.split("\n")[line - 1])
            at = Location(cell=index, line=line, column=0, end_line=line, end_column=width)
            yield Hit(message="a merge conflict was left unresolved here", at=at)


RULE = Rule(
    code="NB603",
    name="conflict-markers",
    severity=Severity.ERROR,
    whole=_check,
    bad=(
        "«»<<<<<<< HEAD\nalpha = 0.1\n=======\nalpha = 0.2\n>>>>>>> tuning\nprint(alpha)",
        "x = 1\n«»<<<<<<< local\nx = 2\n=======\n>>>>>>> remote",
        "# %% [markdown]\n«»# <<<<<<< local\n# %%\nx = 1\n# %% [markdown]\n«»# >>>>>>> remote",
    ),
    good=(
        "text = '''\n<<<<<<< HEAD\n=======\n>>>>>>> x\n'''",
        "# %% [markdown]\n# Results\n# =======\n# %%\nprint(1 << 7)",
        "# %% [markdown]\n# > > quoted\n# %%\nx = 2 >> 1",
        "# <<<<<<<<<<<<<<<<< load >>>>>>>>>>>>>>>>>\nx = 1",
    ),
)
