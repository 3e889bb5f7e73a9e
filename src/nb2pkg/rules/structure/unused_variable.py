"""A variable is bound and never read.

It is what is left of a trial, or a spelling mistake: the code below reads another name and computes with an old
value. Computing it costs time and memory in every run. Delete the statement, or read the name where it was meant:

    predictions = model.predict(test)
    score = accuracy_score(y_test, predicted)    # was `predictions` meant?

Only statements whose right-hand side does nothing but compute are reported, not parts of an unpacking, loop variables
or names that start with `_`. `convert` leaves out those that are literals.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.inertness import dead_cells, defined_names, is_pure
from nb2pkg.rules.structure.name_uses import read_after_all, tells_all_uses, used_names
from nb2pkg.syntax.parse import location, parse

_Binding = tuple[StmtFlow, Cell, ast.Name]


def _check(subject: Subject) -> Iterator[Hit]:
    used = used_names(subject)
    statements = [
        s
        for s in subject.flow.statements
        if s.binds and not s.binds <= used and not s.may_bind and (s.form is Form.OTHER or s.form is Form.LITERAL)
    ]
    if not statements or not tells_all_uses(subject):
        return
    dead = {cell.index for cell, _ in dead_cells(subject)}
    bindings = [b for s in statements if s.ref.cell not in dead for b in _bindings(subject, s, used)]
    read = read_after_all(subject, {name.id for _, _, name in bindings})
    by_name: dict[str, list[_Binding]] = {}
    for binding in bindings:
        if binding[2].id not in read:
            by_name.setdefault(binding[2].id, []).append(binding)
    for name, (first, *others) in by_name.items():
        again = tuple(Related(message=f"`{name}` is bound here too", at=_at(other)) for other in others)
        yield Hit(message=f"`{name}` is bound but never used", at=_at(first), because=again)


def _bindings(subject: Subject, statement: StmtFlow, used: frozenset[str]) -> Iterator[_Binding]:
    cell = subject.notebook.cell_by_index[statement.ref.cell]
    node = parse(cell.python).body[statement.ref.path[0]]
    match node:
        case ast.Assign(targets=targets):
            names = [target for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name() as target, value=ast.expr()):
            names = [target]
        case _:
            return
    names = [name for name in names if name.id not in used and not name.id.startswith("_")]
    if names and cell.captured_as not in {name.id for name in names} and is_pure(statement, defined_names(subject)):
        yield from ((statement, cell, name) for name in names)


def _at(binding: _Binding) -> Location:
    _, cell, name = binding
    return location(cell.python, name, cell=cell.index)


RULE = Rule(
    code="NB613",
    name="unused-variable",
    severity=Severity.INFO,
    whole=_check,
    bad=(
        "«total» = 3\nprint('done')",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n«backup» = df.copy()\ndf.head()",
        "import pandas as pd\nfrom sklearn.linear_model import LinearRegression\n"
        "model = LinearRegression().fit([[1]], [1])\n«predictions» = model.predict([[2]])\nprint(model.coef_)",
        "«seed» = 1\nprint('a')\n# %%\nseed = 2\nprint('b')",
        "«rate»: float = 0.5\nprint('x')",
    ),
    good=(
        "total = 3\nprint(total)",
        "total = 3\ntotal",
        "total = 3\nprint(f'{total:.1f}')",
        "limit = 3\nimport pandas as pd\ndf = pd.read_csv('a.csv')\ndf.query('x > @limit')",
        "def f():\n    return size\nsize = 3\nprint(f())",
        "_ = 3\nfirst, second = (1, 2)\nfor i in range(3):\n    print('x')",
        "name = 'total'\ntotal = 3\nprint(eval(name))",
        "history = model.fit(x, y)\nprint('done')",
        "total = 3\n%store total\nprint('x')",
        "__all__ = ['total']\ntotal = 3\nprint('x')",
        "import matplotlib.pyplot as plt\nax = plt.subplot(111)\nplt.plot([1])",
        "x = 0\nfor i in range(3):\n    x = i\n    print(x)",
        "#| export\nscale = 3\nprint('x')",
        "total = 3\n# %% [markdown]\n# The total is {{ total }}.\n# %%\nprint('x')",
    ),
)
