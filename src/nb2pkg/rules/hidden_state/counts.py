"""What execution counts tell: in which order cells were run, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from nb2pkg.model.notebook import Cell, Notebook


def has_code(cell: Cell) -> bool:
    """Whether a cell holds more than blank lines and comments."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in cell.source.split("\n"))


def counted_cells(notebook: Notebook) -> tuple[tuple[Cell, int], ...]:
    """The cells that were run, in the order of the file, with their counts."""
    return tuple([(cell, cell.execution_count) for cell in notebook.cells if cell.execution_count is not None])


def missing_counts(notebook: Notebook) -> tuple[int, ...]:
    """Counts from 1 to the highest that no cell has: of cells deleted, or run again since."""
    counts = {count for _, count in counted_cells(notebook)}
    return tuple(count for count in range(1, max(counts, default=0)) if count not in counts)


def ran_before(notebook: Notebook) -> tuple[tuple[Cell, Cell], ...]:
    """Cells that were run before one that stands above them, each with the last run of those above."""
    found: list[tuple[Cell, Cell]] = []
    latest: tuple[Cell, int] | None = None
    for cell, count in counted_cells(notebook):
        if latest is not None and count < latest[1]:
            found.append((cell, latest[0]))
        else:
            latest = (cell, count)
    return tuple(found)


def labels(counts: Sequence[int]) -> str:
    """`In [2], In [3], ...`: the first three."""
    return ", ".join(f"In [{count}]" for count in counts[:3]) + (", ..." if len(counts) > 3 else "")
