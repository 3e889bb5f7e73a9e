"""A stored output holds a warning that nobody acted upon.

It says that a number beside it may be wrong (`ConvergenceWarning`, `SettingWithCopyWarning`) or that the code will
break with the next release of a library (`FutureWarning`). In production the same warning goes to a log that nobody
reads. Mend what it names, run the cell again, and keep the output without it:

    small = df[df.year == 2020].copy()      # SettingWithCopyWarning: a table of its own
    small["net"] = small.gross / 1.19
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_cell
from nb2pkg.model.notebook import Cell
from nb2pkg.rules.reproducibility.recorded_warnings import LATER_BY_KIND, WRONG_BY_KIND, recorded_kinds
from nb2pkg.rules.rule import Rule, Subject


def _whole(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        if cell.outputs:
            yield from _in_cell(cell)


def _in_cell(cell: Cell) -> Iterator[Hit]:
    """One finding a kind, at the first output that holds it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for index, output in enumerate(cell.outputs):
        if output.name == "stderr" and "Warning:" in output.text:
            for kind, library in recorded_kinds(output):
                found.setdefault(kind, []).append((index, library))
    for kind, places in found.items():
        libraries = sorted({library for _, library in places if library})
        yield Hit(
            message=_message(kind, libraries, times=len(places)),
            at=whole_cell(cell.index),
            output=places[0][0],
            severity=Severity.WARNING if kind in WRONG_BY_KIND else None,
        )


def _message(kind: str, libraries: list[str], *, times: int) -> str:
    source = f" from {', '.join(libraries)}" if libraries else ""
    count = f" ({times} times)" if times > 1 else ""
    advice = WRONG_BY_KIND.get(kind) or LATER_BY_KIND.get(kind) or "read it, mend its cause and run the cell again"
    return f"the output holds a `{kind}`{source}{count}: {advice}"


RULE = Rule(
    code="NB509",
    name="recorded-warning",
    severity=Severity.INFO,
    whole=_whole,
    bad=(
        "# %% In[3]\nsub['x'] = 1\n#err> «»<ipython-input-3-1>:1: SettingWithCopyWarning: \n"
        "#err> A value is trying to be set on a copy of a slice from a DataFrame.",
        "# %% In[1]\nm.fit(X, y)\n"
        "#err> «»/opt/lib/python3.9/site-packages/sklearn/linear_model/_base.py:458: ConvergenceWarning: lbfgs\n"
        "#err> /opt/lib/python3.9/site-packages/sklearn/linear_model/_base.py:458: ConvergenceWarning: lbfgs\n"
        "#> 0.93",
        "# %% In[2]\nnp.log(x)\n#err> «»<ipython-input-2-9>:1: RuntimeWarning: divide by zero encountered in log\n"
        "#> 1\n#err> «»C:\\py\\Lib\\site-packages\\pandas\\core.py:7: FutureWarning: use x instead",
    ),
    good=(
        "# %% In[1]\nprint('UserWarning: mind the gap')\n#> UserWarning: mind the gap",
        "# %% In[1]\ntrain()\n#err> 100%|##########| 10/10 [00:01<00:00]\n#err> INFO: done",
        "# %% In[1]\nimport warnings\nwarnings.filterwarnings('ignore', category=FutureWarning)",
        "# %% In[1]\nraise FutureWarning('x')\n#! FutureWarning: x",
        "# %% In[1]\ndf.columns\n#= Index(['FutureWarning:', 'x'])",
    ),
)
