"""Code is commented out.

Nobody knows whether it may go, must come back, or belongs to a result that is still quoted. Version control keeps what
is deleted; what is a choice becomes a setting:

    # model = LogisticRegression()
    model = RandomForestClassifier()

    models = {"logistic": LogisticRegression(), "forest": RandomForestClassifier()}
    model = models[config.model]

Only what parses and speaks of names that the notebook knows counts as code; prose, formulas and examples do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.code_lines import has_code
from nb2pkg.rules.structure.comments import Comment, comment_blocks, may_be_code
from nb2pkg.rules.structure.dormant_code import code_in
from nb2pkg.rules.structure.name_uses import used_names
from nb2pkg.syntax.names import BUILTINS
from nb2pkg.syntax.parse import parsed
from nb2pkg.syntax.walking import walk

LONGEST_SHOWN = 60


def _check(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        if "#" not in cell.python or not may_be_code(cell.python):
            continue
        knows = partial(_knows, subject, cell)
        for block in comment_blocks(cell.python):
            if lines := code_in(block, knows):
                yield _hit(cell, lines)


def _hit(cell: Cell, lines: Sequence[Comment]) -> Hit:
    first, last = lines[0], lines[-1]
    text = first.text.strip()
    shown = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."
    said = f"{len(lines)} lines of code are commented out" if len(lines) > 1 else f"`{shown}` is commented out"
    if not has_code(cell.source):
        said += ", and nothing else is in the cell"
    end = last.column + len(last.written)
    at = Location(cell=cell.index, line=first.line, column=first.column, end_line=last.line, end_column=end)
    return Hit(message=said, at=at)


def _knows(subject: Subject, cell: Cell, names: frozenset[str]) -> bool:
    return names <= _known(subject) or names <= _known(subject) | _names_in(cell.python)


@lru_cache(maxsize=1)
def _known(subject: Subject) -> frozenset[str]:
    """Names of the notebook's variables, and what it reads."""
    statements = subject.flow.statements
    return BUILTINS.union(used_names(subject), *(s.binds for s in statements), *(s.may_bind for s in statements))


@lru_cache(maxsize=1)
def _names_in(python: str) -> frozenset[str]:
    """All names in a cell, those of its functions included."""
    tree = parsed(python)
    nodes = walk(tree) if tree is not None else ()
    return frozenset(getattr(node, "id", "") or getattr(node, "arg", "") or "" for node in nodes)


RULE = Rule(
    code="NB614",
    name="commented-out-code",
    severity=Severity.INFO,
    whole=_check,
    bad=(
        "x = 3\n«»# x = 4\nprint(x)",
        "import pandas as pd\n«»#df = pd.read_csv('a.csv')\n#df.head()\ndf = pd.read_csv('b.csv')",
        "df = 1\n# %%\n«»# for x in df:\n#     print(x)",
        "def f(n):\n    «»# print(n)\n    return n",
        "import os\n# the old way\n«»# os.chdir('data')\nprint(1)",
        "df = load()\n«»# df['b'] = df['a'] * 2\n# and then\n# df = df.dropna()\ndf",
        "«»# from sklearn.metrics import f1_score\nprint('x')",
        "«»# import numpy as np\nprint('x')",
    ),
    good=(
        "# load the data\nx = 3",
        "# y = m * x + b\nprint('the line')",
        "x, k = 1, 2\n# u = -k (x - 1)\nprint(x, k)",
        "x = 3\n# Show it by simply printing it:\n# print(x)",
        "x = [1, 2, 3]\n# [1, 2, 3]\n# 1, 2, 3\n# x\nprint(x)",
        "x = 3\n# Note: x\n# TODO: print(x)\n# x: the size\nprint(x)",
        "# import libraries\n# import data\nimport os\nprint(os.name)",
        "text = '''\n# x = 3\n'''\nx = text\nprint(x)",
        "def f(n):\n    return n\n# Example:\n# f(3)\nprint(f(1))",
        "print(2 + 2)\n# (4)\n# -> 4\n# 2/3",
        "# ----------\n# %matplotlib inline\n# !pip install x\nx = 1",
        "# pylint: disable=all\n# type: ignore\n# noqa: NB201\nx = 1",
        "# return to start\n# pass\n# continue\n# break\nx = 1",
        "# if x is None, then this fails\n# for each row: count\n# with care\nx = 1",
    ),
)
