"""A cell is empty.

It says nothing, and readers ask whether something is missing there. Most stand at the end, where the editor put one
more; `--fix` takes those out. Delete the others by hand: select the cell and press `d` twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Fix, Hit, Severity, whole_cell
from nb2pkg.rules.rule import Rule, Subject


def _check(subject: Subject) -> Iterator[Hit]:
    cells = subject.notebook.file_cells
    empty = [index for index, cell in enumerate(cells) if not cell.source.strip() and _is_plain(subject, index)]
    if not empty:
        return
    last_full = max((index for index in range(len(cells)) if index not in empty), default=-1)
    for index in empty:
        is_trailing = index > last_full >= 0
        # Together with those below it: whichever of the fixes are applied, only the end is cut off.
        rest = tuple(range(index, len(cells)))
        fix = Fix(description="remove the empty cells at the end", removed=rest) if is_trailing else None
        where = " at the end of the notebook" if is_trailing else ""
        yield Hit(message=f"the cell is empty{where}", at=whole_cell(index), fix=fix)


def _is_plain(subject: Subject, index: int) -> bool:
    """Whether there is nothing else about the cell: a kept output or a tag may be what it is there for."""
    cell = subject.notebook.file_cells[index]
    known = subject.notebook.cell_by_index.get(index)
    has_attachments = bool(cell.metadata.get("attachments"))
    return cell.kind in {"code", "markdown"} and not cell.tags and not has_attachments and not (known and known.outputs)


RULE = Rule(
    code="NB616",
    name="empty-cell",
    severity=Severity.INFO,
    cure=Cure.REPLACED,
    whole=_check,
    bad=(
        "print(1)\n# %%\n«»",
        "print(1)\n# %%\n«»\n# %%\nprint(2)",
        "print(1)\n# %%\n«»\n# %% [markdown]\n«»",
        "# %% In[3]\n«»   \n# %%\nprint(1)",
    ),
    good=(
        "print(1)\n# %%\n# TODO: the plot",
        '# %% tags=["parameters"]\n\n# %%\nprint(1)',
        "print(1)\n# %% [raw]\n",
        "# %% In[2]\n#> what was printed\n# %%\nprint(1)",
        "%%time",
    ),
)
