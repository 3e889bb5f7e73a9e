"""How cells are called: by their place among all cells of the file, from 1, and by the number that Jupyter shows."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pkg.model.notebook import Cell


def cell_label(cell: Cell) -> str:
    """`Cell 4 (In [7])`, or `Cell 4` if it was not run."""
    count = cell.execution_count
    return f"Cell {cell.index + 1}" + (f" (In [{count}])" if count is not None else "")


def cell_list(indices: Iterable[int]) -> str:
    """Indices as a reader counts them.

    >>> cell_list([3]), cell_list([8, 0, 1, 2, 4])
    ('cell 4', 'cells 1-3, 5, 9')
    """
    stretches: list[tuple[int, int]] = []
    for number in sorted({index + 1 for index in indices}):
        if stretches and stretches[-1][1] == number - 1:
            stretches[-1] = (stretches[-1][0], number)
        else:
            stretches.append((number, number))
    listed = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in stretches)
    return f"cell{'s' if len(stretches) > 1 or '-' in listed else ''} {listed}"
