"""A cell was never run, though others were.

What it binds was not there when the others ran, or came from an earlier version of the notebook: with it, a fresh run
may give something else, or fail. Run it, or delete it. It is a warning where cells that were run read what it binds.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity, whole_cell
from nb2pkg.rules.hidden_state.counts import counted_cells, has_code
from nb2pkg.rules.rule import Rule, Subject


def _whole(subject: Subject) -> Iterator[Hit]:
    cells = subject.notebook.cells
    if not counted_cells(subject.notebook):
        return
    skipped = [c.index for c in cells if c.execution_count is None and not c.outputs and has_code(c)]
    if not skipped:
        return
    readers: dict[int, tuple[int, str]] = {}
    for edge in subject.flow.edges:
        if edge.writer.cell in skipped and subject.notebook.cell_by_index[edge.reader.cell].execution_count is not None:
            readers.setdefault(edge.writer.cell, (edge.reader.cell, edge.name))
    for index in skipped:
        if index not in readers:
            yield Hit(message="this cell was not run, though others were", at=whole_cell(index))
            continue
        reader, name = readers[index]
        yield Hit(
            message=f"this cell was not run, though cell {reader + 1}, which reads `{name}` from it, was",
            at=whole_cell(index),
            because=(Related(message=f"reads `{name}`", at=whole_cell(reader)),),
            severity=Severity.WARNING,
        )


RULE = Rule(
    code="NB113",
    name="unexecuted-cell",
    severity=Severity.INFO,
    whole=_whole,
    bad=(
        "# %% In[1]\nx = 1\n# %%\n«»x = 2\n# %% In[2]\nprint(x)",
        "# %% In[1]\nx = 1\n# %% In[2]\nprint(x)\n# %%\n«»print(x + 1)",
        "# %%\n«»import math\n# %% In[3]\nprint(math.pi)",
    ),
    good=(
        "# %% In[1]\nx = 1\n# %%\n# only a comment\n# %% In[2]\nprint(x)",
        "x = 1\n# %%\nprint(x)",
        '# %% In[1]\nx = 1\n# %% tags=["skip-execution"]\nslow()\n# %% In[2]\nprint(x)',
        "# %% In[1]\nx = 1\n# %%\nprint(x)\n#> 1\n# %% [raw]\nprint(2)\n# %%\n\n# %% In[2]\nx",
    ),
)
