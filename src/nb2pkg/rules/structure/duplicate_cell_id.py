"""Two cells have the same id.

Ids must be unique in a notebook: diffs, reviews, comments and suppressions find a cell by its id, and editors that meet
a second one change it when they save. It comes from copying cells as JSON. Give the later cell another id, or open and
save the notebook in JupyterLab:

    "id": "load-orders-2"
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity, whole_cell
from nb2pkg.rules.rule import Rule, Subject


def _check(subject: Subject) -> Iterator[Hit]:
    first_by_id: dict[str, int] = {}
    for index, cell in enumerate(subject.notebook.file_cells):
        first = first_by_id.setdefault(cell.id, index) if cell.id else index
        if first != index:
            related = Related(message="the first cell with this id", at=whole_cell(first))
            message = f"the cell has the id `{cell.id}` of an earlier one"
            yield Hit(message=message, at=whole_cell(index), because=(related,))


RULE = Rule(
    code="NB606",
    name="duplicate-cell-id",
    severity=Severity.WARNING,
    whole=_check,
    bad=(
        '# %% id="a"\nprint(1)\n# %% id="a"\n«»print(2)',
        '# %% [markdown] id="a"\n# Text.\n# %% id="b"\nprint(2)\n# %% id="a"\n«»print(3)\n# %% id="a"\n«»print(4)',
        '# %% id="x"\nprint(1)\n# %% [raw] id="x"\n«»text',
    ),
    good=(
        '# %% id="a"\nprint(1)\n# %% id="A"\nprint(2)',
        "print(1)\n# %%\nprint(1)",
        '# %% id=""\nprint(1)\n# %% id=""\nprint(2)',
        '# %% id="a"\nprint(1)\n# %% id="a-1"\nprint(1)',
    ),
)
