"""Two cells have the same execution count.

One kernel gives every count once, so the stored outputs come from different sessions: they need not fit together, and
the notebook as a whole has perhaps never run. Restart the kernel and run all cells before anyone relies on the
outputs.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity, whole_cell
from nb2pkg.rules.hidden_state.counts import counted_cells
from nb2pkg.rules.rule import Rule, Subject


def _whole(subject: Subject) -> Iterator[Hit]:
    first: dict[int, int] = {}
    repeated: list[tuple[int, int]] = []
    for cell, count in counted_cells(subject.notebook):
        if count in first:
            repeated.append((count, cell.index))
        else:
            first[count] = cell.index
    if not repeated:
        return
    count, index = repeated[0]
    more = f" (and {len(repeated) - 1} more)" if len(repeated) > 1 else ""
    yield Hit(
        message=f"In [{count}] stands on cell {first[count] + 1} as well{more}: the outputs are of different sessions",
        at=whole_cell(index),
        because=(Related(message=f"has In [{count}] too", at=whole_cell(first[count])),),
    )


RULE = Rule(
    code="NB112",
    name="repeated-execution-count",
    severity=Severity.WARNING,
    whole=_whole,
    bad=(
        "# %% In[1]\nx = 1\n# %% In[1]\n«»print(x)",
        "# %% In[3]\nx = 1\n# %% In[4]\ny = 1\n# %% In[4]\n«»print(x)\n# %% In[3]\nprint(y)",
        "# %% In[2]\nx = 1\n# %% [markdown]\n# words\n# %% In[2]\n«»print(x)",
    ),
    good=(
        "# %% In[1]\nx = 1\n# %% In[2]\nprint(x)",
        "# %%\nx = 1\n# %%\nprint(x)",
        "# %% In[2]\nx = 1\n# %% In[1]\nprint(2)",
        "# %% In[*]\nx = 1\n# %% In[*]\nprint(2)",
    ),
)
