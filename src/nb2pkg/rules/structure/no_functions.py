"""A long notebook defines no function at all.

Nothing in it can be called again, tested, or reused with another file: whoever wants the second step must run the
first, and copies cells instead. Make a function of what is done more than once or deserves a name:

    def load_orders(path):
        return pd.read_csv(path, parse_dates=["date"])

`convert` makes functions of the cells, with inputs and outputs told by the flow of data.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity, whole_notebook
from nb2pkg.model.flow import Form
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.code_lines import code_lines_of, has_code

LEAST_LINES = 100
LEAST_CELLS = 5
_DEFINITIONS = frozenset({Form.FUNCTION, Form.CLASS, Form.LAMBDA})


def _check(subject: Subject) -> Iterator[Hit]:
    cells = subject.notebook.cells
    if sum([cell.python.count("\n") + 1 for cell in cells]) < LEAST_LINES:
        return
    if any(s.form in _DEFINITIONS for s in subject.flow.statements) or any("def " in cell.source for cell in cells):
        return
    lines = code_lines_of(subject)
    number = sum(1 for cell in cells if has_code(cell.python))
    if lines >= LEAST_LINES and number >= LEAST_CELLS:
        message = f"{number} cells with {lines} lines of code and not one function"
        yield Hit(message=message, at=whole_notebook())


_CELL = "\n".join(f"print({n})" for n in range(20))

RULE = Rule(
    code="NB632",
    name="no-functions",
    severity=Severity.INFO,
    cure=Cure.REPLACED,
    whole=_check,
    bad=(
        "\n# %%\n".join([_CELL] * 5),
        "import os\n# %%\n" + "\n# %%\n".join([_CELL] * 6),
        "\n# %% [markdown]\n# ## Step\n# %%\n".join([_CELL] * 7),
    ),
    good=(
        "\n# %%\n".join([_CELL] * 5) + "\n# %%\ndef f():\n    return 1\nf()",
        "\n# %%\n".join([_CELL] * 4),
        "\n# %%\n".join([_CELL] * 5) + "\n# %%\nclass A:\n    x = 1\nA.x",
        "\n# %%\n".join([_CELL] * 5) + "\n# %%\nif True:\n    def f():\n        return 1",
        "\n# %%\n".join([_CELL] * 5) + "\n# %%\nsquare = lambda x: x * x\nsquare(2)",
    ),
)
