"""Settings are not in one place.

Whoever runs the notebook with other data must look for what to change in all its cells, and schedulers such as
papermill find nothing to set. Put the values into one cell at the top and tag it `parameters`:

    orders_path = "data/orders.csv"
    threshold = 0.5

`convert` makes settings of hard-coded paths and of literals that are bound once.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Related, Severity, whole_notebook
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.literals import is_literal
from nb2pkg.syntax.parse import location, parse

LEAST_CELLS = 3  # cells with settings of their own
_TAGS = frozenset({"parameters", "injected-parameters"})


def _check(subject: Subject) -> Iterator[Hit]:
    notebook = subject.notebook
    if any(cell.tags & _TAGS or cell.source.lstrip().lower().startswith("# parameters") for cell in notebook.cells):
        return
    bound = Counter(name for s in subject.flow.statements for name in s.binds | s.may_bind)
    once = [s for s in subject.flow.statements if s.form is Form.LITERAL and all(bound[name] == 1 for name in s.binds)]
    first_by_cell: dict[int, Related] = {}
    for statement in once:
        if statement.ref.cell not in first_by_cell and (related := _setting(subject, statement)):
            first_by_cell[statement.ref.cell] = related
    if len(first_by_cell) >= LEAST_CELLS:
        message = f"settings are spread over {len(first_by_cell)} cells, and no cell is tagged `parameters`"
        yield Hit(message=message, at=whole_notebook(), because=tuple(first_by_cell.values()))


def _setting(subject: Subject, statement: StmtFlow) -> Related | None:
    """A number, text or tuple of such is a setting; a list or a table is data, or about to be filled."""
    cell = subject.notebook.cell_by_index[statement.ref.cell]
    node = parse(cell.python).body[statement.ref.path[0]]
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None or not is_literal(node.value):
        return None
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
        "print(0)\n# %%\na = 1\n# %%\nb = (1, 2)\n# %%\nc: str = 'x'\n# %%\nprint(a, b, c)",
        "SEED = 1\n# %%\nROWS = 10\n# %%\nimport os\nNAME = 'x'",
    ),
    good=(
        "# %% tags=[\"parameters\"]\npath = 'a.csv'\n# %%\nlimit = 3\n# %%\nrate = 0.5\n# %%\nprint(path)",
        "path = 'a.csv'\nlimit = 3\nrate = 0.5\n# %%\nprint(path, limit, rate)",
        "a = []\n# %%\nb = {}\n# %%\nc = ['x']\n# %%\nd = None",
        "n = 0\n# %%\nn = 1\n# %%\nn = 2\n# %%\nprint(n)",
        "# Parameters\na = 1\n# %%\nb = 2\n# %%\nc = 3\n# %%\nd = 4",
    ),
)
