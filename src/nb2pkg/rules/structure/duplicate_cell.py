"""A cell repeats an earlier one, exactly or up to the names of its variables.

What is mended in one of them stays wrong in the other, and nobody sees any more which differences are meant. Make a
function of it and call it twice:

    def summary(frame):
        clean = frame.dropna()
        return clean.groupby("shop").revenue.sum()

    summary(train), summary(test)

Cells of fewer than three lines are left alone, and so is the same short plot of another variable.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable, Iterator

from nb2pkg.model.finding import Hit, Related, Severity, whole_cell
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.notebook import Cell
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.code_lines import code_lines
from nb2pkg.rules.structure.shape import shape_of
from nb2pkg.rules.structure.statements import statements_by_cell
from nb2pkg.syntax.names import BUILTINS
from nb2pkg.syntax.parse import parse

LEAST_LINES = 3
LEAST_PARTS = 44  # for cells that differ in names: twenty nodes, about three statements with something in them
_DEFINITIONS = frozenset({Form.FUNCTION, Form.CLASS, Form.LAMBDA})


def _check(subject: Subject) -> Iterator[Hit]:
    for cells in _look_alikes(subject):
        fixed = _fixed_names(subject)
        first_by_shape: dict[tuple[object, ...], Cell] = {}
        for cell in cells:
            if code_lines(cell.python) < LEAST_LINES:
                continue
            tree = parse(cell.python)
            shape = shape_of(tree, fixed=fixed)
            first = first_by_shape.setdefault(shape, cell)
            if first is cell:
                continue
            is_same = cell.python == first.python or ast.dump(tree) == ast.dump(parse(first.python))
            if is_same or (len(shape) >= LEAST_PARTS and not _only_draws(subject, cell)):
                yield _hit(cell, first, "exactly" if is_same else "up to the names of variables")


def _hit(cell: Cell, first: Cell, how: str) -> Hit:
    related = Related(message="the first of them", at=whole_cell(first.index))
    return Hit(message=f"the cell repeats an earlier one, {how}", at=whole_cell(cell.index), because=(related,))


def _look_alikes(subject: Subject) -> Iterator[list[Cell]]:
    """Groups of cells with statements of the same numbers of names and calls, then of the same calls: mere counting."""
    by_cell = statements_by_cell(subject)
    long = [c for c in subject.notebook.cells if c.python.count("\n") >= LEAST_LINES - 1 and c.index in by_cell]
    for alike in _groups(
        long, lambda cell: tuple([(len(s.binds), len(s.reads), len(s.calls)) for s in by_cell[cell.index]])
    ):
        yield from _groups(
            alike, lambda cell: tuple([c.qualified or c.method for s in by_cell[cell.index] for c in s.calls])
        )


def _groups(cells: Iterable[Cell], key: Callable[[Cell], Hashable]) -> list[list[Cell]]:
    """Cells with the same key, where there is more than one."""
    found: dict[Hashable, list[Cell]] = {}
    for cell in cells:
        found.setdefault(key(cell), []).append(cell)
    return [group for group in found.values() if len(group) > 1]


def _fixed_names(subject: Subject) -> frozenset[str]:
    """Names that are no variables: to call another function is to do something else."""
    defined = {name for s in subject.flow.statements if s.form in _DEFINITIONS for name in s.binds}
    return BUILTINS | set(subject.flow.qualified_by_name) | defined


def _only_draws(subject: Subject, cell: Cell) -> bool:
    """Whether all that the cell's statements do is drawing: the same plot of something else."""
    statements = statements_by_cell(subject)[cell.index]
    return len(statements) < 12 and all(_draws(s) for s in statements)


def _draws(statement: StmtFlow) -> bool:
    return "plotting" in statement.effects or statement.shown


_CLEAN = "clean = train.dropna()\nclean['rate'] = clean.sold / clean.seen\nprint(clean.groupby('shop').rate.mean())"
_OTHER = _CLEAN.replace("clean", "tidy").replace("train", "test")
_START = "import pandas as pd\ntrain = pd.read_csv('a.csv')\ntest = pd.read_csv('b.csv')\n# %%\n"

RULE = Rule(
    code="NB611",
    name="duplicate-cell",
    severity=Severity.INFO,
    whole=_check,
    bad=(
        f"{_START}{_CLEAN}\n# %%\n«»{_OTHER}",
        f"{_START}{_CLEAN}\n# %%\nprint('now again')\n# %%\n«»# the same\n\n{_CLEAN}",
        "import os\nimport sys\nimport re\n# %%\nprint(1)\n# %%\n«»import os\nimport sys\nimport re  # again",
        f"{_START}{_CLEAN}\n# %%\n«»{_OTHER}\n# %%\n«»{_CLEAN}",
    ),
    good=(
        "df.head()\n# %%\ndf.head()",
        f"{_START}{_CLEAN}\n# %%\n{_OTHER.replace('mean', 'median')}",
        f"{_START}{_CLEAN}\n# %%\n{_OTHER.replace('shop', 'month')}",
        "import matplotlib.pyplot as plt\nplt.figure()\nplt.hist(train.age)\nplt.show()\n# %%\n"
        "plt.figure()\nplt.hist(test.age)\nplt.show()",
        f"{_START}{_CLEAN}\n# %%\ntidy = test.dropna()\ntidy['rate'] = clean.sold / tidy.seen\n"
        "print(tidy.groupby('shop').rate.mean())",
        "from a import f, g\na = f(1)\nb = f(a)\nc = f(b)\nprint(a, b, c)\n# %%\n"
        "a = g(1)\nb = g(a)\nc = g(b)\nprint(a, b, c)",
    ),
)
