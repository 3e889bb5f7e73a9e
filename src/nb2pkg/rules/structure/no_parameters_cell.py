"""Settings are not in one place.

Whoever runs the notebook with other data must look for what to change in all its cells, and schedulers such as
papermill find nothing to set. Put the values into one cell at the top and tag it `parameters`:

    orders_path = "data/orders.csv"
    threshold = 0.5

`convert` makes settings of hard-coded paths and of literals that are bound once.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Related, Severity, whole_notebook
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location, parse

LEAST_CELLS = 3  # cells with settings of their own
_TAGS = frozenset({"parameters", "injected-parameters"})


def _check(subject: Subject) -> Iterator[Hit]:
    notebook = subject.notebook
    if any(cell.tags & _TAGS or cell.source.lstrip().lower().startswith("# parameters") for cell in notebook.cells):
        return
    bound: dict[str, list[StmtFlow]] = {}
    for statement in subject.flow.statements:
        for name in statement.binds | statement.may_bind:
            bound.setdefault(name, []).append(statement)
    once = [s for s in subject.flow.statements if s.form is Form.LITERAL and all(len(bound[n]) == 1 for n in s.binds)]
    first_by_cell = {s.ref.cell: s for s in reversed(once)}
    if len(first_by_cell) >= LEAST_CELLS:
        message = f"settings are spread over {len(first_by_cell)} cells, and no cell is tagged `parameters`"
        some = sorted(first_by_cell.items())
        yield Hit(message=message, at=whole_notebook(), because=tuple(_related(subject, s) for _, s in some))


def _related(subject: Subject, statement: StmtFlow) -> Related:
    cell = subject.notebook.cell_by_index[statement.ref.cell]
    node = parse(cell.python).body[statement.ref.path[0]]
    names = ", ".join(f"`{name}`" for name in sorted(statement.binds))
    return Related(message=f"{names} is set here", at=location(cell.python, node, cell=cell.index))


RULE = Rule(
    code="NB642",
    name="no-parameters-cell",
    severity=Severity.INFO,
    cure=Cure.LIFTED,
    is_default=False,
    whole=_check,
    bad=(
        "path = 'a.csv'\n# %%\nlimit = 3\n# %%\nrate = 0.5\nprint(path, limit, rate)",
        "print(0)\n# %%\na = 1\n# %%\nb = [1, 2]\n# %%\nc = {'x': 1}\n# %%\nprint(a, b, c)",
        "SEED = 1\n# %%\nROWS = 10\n# %%\nimport os\nNAME = 'x'",
    ),
    good=(
        "# %% tags=[\"parameters\"]\npath = 'a.csv'\n# %%\nlimit = 3\n# %%\nrate = 0.5\n# %%\nprint(path)",
        "path = 'a.csv'\nlimit = 3\nrate = 0.5\n# %%\nprint(path, limit, rate)",
        "n = 0\n# %%\nn = 1\n# %%\nn = 2\n# %%\nprint(n)",
        "# Parameters\na = 1\n# %%\nb = 2\n# %%\nc = 3\n# %%\nd = 4",
    ),
)
