"""Cells that do not parse, and what to tell about them."""

from __future__ import annotations

from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.notebook import Cell, Notebook, Wrapper
from nb2pkg.reporter.cells import cell_label


def broken_cells(notebook: Notebook) -> tuple[Cell, ...]:
    """Cells that do not parse. Those tagged `raises-exception` may: in the notebook too they do nothing but fail."""
    return tuple(cell for cell in notebook.cells if cell.syntax_error and cell.wrapper is not Wrapper.TOLERANT)


def cells_error(broken: tuple[Cell, ...], path: Path) -> Nb2pkgError:
    """What to tell about cells that do not parse: the first one, and how many more there are."""
    cell, more = broken[0], len(broken) - 1
    problem = cell.syntax_error
    assert problem is not None
    others = f" ({more} more {'cell does' if more == 1 else 'cells do'} not parse either)" if more else ""
    place = f"{cell_label(cell)} of {path.name}"
    if problem.python2:
        return Nb2pkgError(
            f"{place} is Python 2: {problem.message} in its line {problem.line}{others}.",
            hint="Bring the notebook to Python 3 first; `nb2pkg plan` shows the rest.",
        )
    return Nb2pkgError(
        f"{place} does not parse: {problem.message} in its line {problem.line}{others}.",
        hint="Mend the cell, or tag it `skip-execution` to leave it out; `nb2pkg plan` shows the rest.",
    )
