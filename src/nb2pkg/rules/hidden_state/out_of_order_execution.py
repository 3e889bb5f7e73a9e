"""Cells were run in another order than they stand in.

The outputs that are stored, and perhaps the notebook itself, are of that order; a fresh process runs from top to
bottom. Many notebooks do the same in both orders, so this is a note, and a warning where a cell was run before one
above it whose names it reads. Restart the kernel, run all cells and look at what changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity, whole_cell
from nb2pkg.model.notebook import Cell
from nb2pkg.rules.hidden_state.counts import counted_cells, ran_before
from nb2pkg.rules.rule import Rule, Subject


def _whole(subject: Subject) -> Iterator[Hit]:
    early = ran_before(subject.notebook)
    if not early:
        return
    cell, above = early[0]
    number = len(counted_cells(subject.notebook))
    depends = _reads_what_ran_later(subject)
    message = (
        f"this cell was run before cell {above.index + 1} above it "
        f"(In [{cell.execution_count}] before In [{above.execution_count}]); "
        f"{len(early)} of {number} cells that were run are out of order"
    )
    because = [Related(message=f"was run later: In [{above.execution_count}]", at=whole_cell(above.index))]
    if depends is not None:
        reader, writer, name = depends
        said = f"binds `{name}`, which cell {reader.index + 1} reads, and was run after it"
        because.append(Related(message=said, at=whole_cell(writer.index)))
    severity = Severity.INFO if depends is None else Severity.WARNING
    yield Hit(message=message, at=whole_cell(cell.index), because=tuple(because), severity=severity)


def _reads_what_ran_later(subject: Subject) -> tuple[Cell, Cell, str] | None:
    """A cell, one above it that was run later, and a name that goes from that one to it."""
    cells = subject.notebook.cell_by_index
    for edge in subject.flow.edges:
        writer, reader = cells[edge.writer.cell], cells[edge.reader.cell]
        if (writer.execution_count or 0) > (reader.execution_count or 0) > 0 and writer.index < reader.index:
            return reader, writer, edge.name
    return None


RULE = Rule(
    code="NB110",
    name="out-of-order-execution",
    severity=Severity.INFO,
    whole=_whole,
    bad=(
        "# %% In[2]\nx = 1\n# %% In[1]\n«»print(2)",
        "# %% In[1]\nimport math\n# %% In[7]\nx = 1\n# %% In[8]\ny = 2\n# %% In[4]\n«»print(x)\n# %% In[5]\nprint(y)",
        "# %% In[3]\nx = 1\n# %%\nz = 1\n# %% [markdown]\n# words\n# %% In[2]\n«»print(x)",
    ),
    good=(
        "# %% In[1]\nx = 1\n# %% In[2]\nprint(x)",
        "# %% In[1]\nx = 1\n# %% In[9]\nprint(x)\n# %%\nprint(2)\n# %% In[12]\n3",
        "x = 1\n# %%\nprint(x)",
        "# %% In[4]\nx = 1\n# %% In[4]\nprint(x)",
    ),
)
