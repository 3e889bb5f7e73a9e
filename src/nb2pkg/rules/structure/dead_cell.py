"""A cell shows nothing and changes nothing that is used later.

Whoever takes the notebook over must find out that the cell can go, and the production run pays for it each time.
Often it is a trial that was left behind, or the later cell was meant to use its result and uses another name.
Delete the cell, or use what it computes:

    summary = df.groupby("shop").revenue.sum()   # nothing reads `summary`
    summary.to_csv(output_dir / "summary.csv")   # now something does
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_cell
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.inertness import dead_cells
from nb2pkg.rules.structure.name_uses import used_names


def _check(subject: Subject) -> Iterator[Hit]:
    for cell, names in dead_cells(subject):
        why = _why(names, used_names(subject))
        yield Hit(message=f"the cell shows nothing and {why}", at=whole_cell(cell.index))


def _why(names: tuple[str, ...], used: frozenset[str]) -> str:
    if not names:
        return "does nothing"
    listed = ", ".join(f"`{name}`" for name in names[:3]) + (", ..." if len(names) > 3 else "")
    if used.isdisjoint(names):
        return f"nothing uses what it computes ({listed})"
    return f"no later cell reads what it computes ({listed})"  # other values of these names are read


RULE = Rule(
    code="NB610",
    name="dead-cell",
    severity=Severity.INFO,
    whole=_check,
    bad=(
        "import pandas as pd\ndf = pd.read_csv('orders.csv')\n# %%\n«»big = df[df.total > 100]\n# %%\nprint(df.shape)",
        "import pandas as pd\ndf = pd.read_csv('orders.csv')\n# %%\n«»df.describe();\n# %%\ndf.head()",
        "values = [3, 1, 2]\nprint(values)\n# %%\n«»squares = []\nfor v in values:\n    squares.append(v * v)",
        "«»threshold = 0.5\n# %%\nthreshold = 0.7\nprint(threshold)",
        "print('start')\n# %%\n«»pass",
    ),
    good=(
        "import pandas as pd\ndf = pd.read_csv('orders.csv')\n# %%\nbig = df[df.total > 100]\n# %%\nprint(big.shape)",
        "limit = 3\n# %%\ndef is_big(n):\n    return n > limit\n# %%\nprint(is_big(4))",
        "import pandas as pd\ndf = pd.read_csv('orders.csv')\n# %%\nlimit = 3\n# %%\ndf.query('total > @limit')",
        "def save(x):\n    open('x.txt', 'w').write(x)\n# %%\ndone = save('a')",
        "import numpy as np\n# %%\nnp.random.seed(0)\n# %%\nprint(np.random.rand())",
        "rows = []\nother = rows\n# %%\nother.append(1)\n# %%\nprint(rows)",
        "from airflow.operators.bash import BashOperator as Op\na = Op(task_id='a')\nb = Op(task_id='b')\n# %%\na >> b",
        'print(1)\n# %% tags=["parameters"]\nalpha = 0.1',
    ),
)
