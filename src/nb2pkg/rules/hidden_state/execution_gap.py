"""Execution counts are missing.

Cells were deleted, or run again since: what they bound or changed may still be in use here, and a fresh process does
not have it. Often nothing is wrong, so this is a note; names that nothing binds any more are reported by themselves.
Restart the kernel and run all cells: then the counts are complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_cell
from nb2pkg.rules.hidden_state.counts import counted_cells, labels, missing_counts
from nb2pkg.rules.rule import Rule, Subject


def _whole(subject: Subject) -> Iterator[Hit]:
    missing = missing_counts(subject.notebook)
    if not missing:
        return
    after = [(count, cell.index) for cell, count in counted_cells(subject.notebook) if count > missing[0]]
    verb = "is" if len(missing) == 1 else "are"
    message = f"{labels(missing)} {verb} missing ({len(missing)} in all): cells were deleted, or run again since"
    yield Hit(message=message, at=whole_cell(min(after)[1]))


RULE = Rule(
    code="NB111",
    name="execution-gap",
    severity=Severity.INFO,
    whole=_whole,
    bad=(
        "# %% In[1]\nx = 1\n# %% In[3]\n«»print(x)",
        "# %% In[5]\n«»x = 1\n# %% In[6]\nprint(x)",
        "# %% In[1]\nx = 1\n# %% In[9]\nprint(x)\n# %% In[4]\n«»print(2)",
    ),
    good=(
        "# %% In[1]\nx = 1\n# %% In[2]\nprint(x)",
        "# %% In[2]\nx = 1\n# %% In[1]\nprint(2)",
        "x = 1\n# %%\nprint(x)",
        "# %% In[1]\nx = 1\n# %%\nprint(x)\n# %% In[2]\nprint(x)",
    ),
)
