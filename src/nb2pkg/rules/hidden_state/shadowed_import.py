"""A variable takes the name of something imported.

The module or function is gone from here on, in every cell: `auc = auc(x, y)` works once, and fails when the cell is
run again. Give the variable another name, such as `score`, and restart the kernel.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.notebook import Location
from nb2pkg.rules.hidden_state.name_places import binding_places, node_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.walking import walk


def _whole(subject: Subject) -> Iterator[Hit]:
    imported: dict[str, StmtFlow] = {}
    for statement in subject.flow.statements:
        if statement.imports:
            imported |= {binding.name: statement for binding in statement.imports}
            continue
        bound = statement.binds | statement.may_bind
        if bound.isdisjoint(imported):
            continue
        for name in sorted(bound & imported.keys() - statement.deletes):
            if not _is_wrapped(subject, statement, name, imported[name]):
                place = next(iter(binding_places(subject, statement, name)), None)
                if place is not None:
                    yield _hit(subject, name, place, imported.pop(name))


def _is_wrapped(subject: Subject, statement: StmtFlow, name: str, source: StmtFlow) -> bool:
    """`tqdm = partial(tqdm, ncols=80)`, `plt = setup(plt)`: meant to go on under its name."""
    if name not in statement.reads or statement.form is Form.FUNCTION:
        return False
    node = node_of(subject, statement)
    calls = [part for part in walk(node) if isinstance(part, ast.Call)]
    handed = [argument for call in calls for argument in call.args]
    if not isinstance(node, ast.Assign):
        return False
    if any(isinstance(one, ast.Name) and one.id == name for one in handed):
        return True
    is_called = any(isinstance(call.func, ast.Name) and call.func.id == name for call in calls)
    is_module = any(binding.name == name and not binding.member for binding in source.imports)
    # `from samples import data`, `data = data.head()`: the cell imports it anew each time.
    return source.ref.cell == statement.ref.cell and not is_called and not is_module


def _hit(subject: Subject, name: str, place: Location, statement: StmtFlow) -> Hit:
    at = next(iter(binding_places(subject, statement, name)), None)
    because = (Related(message=f"`{name}` is imported here", at=at),) if at is not None else ()
    return Hit(message=f"`{name}` was imported and is a variable from here on", at=place, because=because)


RULE = Rule(
    code="NB120",
    name="shadowed-import",
    severity=Severity.WARNING,
    whole=_whole,
    bad=(
        "from sklearn.metrics import auc\n# %%\n«auc» = auc([0, 1], [0, 1])",
        "import re\nfor «re» in [1, 2]:\n    print(re)",
        "from datetime import date\n# %%\ndef «date»():\n    return 1",
        "import json as js\nwith open('x') as «js»:\n    pass\njs = 3",
        "from sklearn import tree\nif True:\n    model, «tree» = 1, 2",
        "import time\n«time» = time.time()",
    ),
    good=(
        "from sklearn.metrics import auc\nscore = auc([0, 1], [0, 1])\nmodel = dict(auc=score)",
        "try:\n    import cupy\nexcept ImportError:\n    cupy = None",
        "from tqdm import tqdm\nfrom functools import partial\ntqdm = partial(tqdm, ncols=80)",
        "import numpy as np\nimport numpy as np\nfrom time import time\nimport time",
        "from samples import data\ndata = [row for row in data if row]\nprint(data)",
        "import re\ndef f(re):\n    return [re for re in re]\ndel re",
        "tree = 1\nfrom sklearn import tree",
    ),
)
