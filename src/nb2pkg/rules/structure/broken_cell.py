"""A cell is not Python: it does not parse.

It fails as soon as it is run, and everything below that needs it fails too. Either it was left unfinished, or it holds
the language of a magic that is missing (`%%bash`, `%%sql`) or notes that belong into a Markdown cell. Mend it where
the parser points, turn it into Markdown, or tag it `skip-execution` if it must stay:

    df = pd.read_csv("orders.csv"     # '(' was never closed
    df = pd.read_csv("orders.csv")

`convert` stops at such a cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.notebook import Wrapper
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.conflicts import first_mark
from nb2pkg.rules.structure.problem_place import place_of_problem


def _check(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        problem = cell.syntax_error
        if problem is None or problem.python2 or cell.wrapper is Wrapper.TOLERANT or first_mark(cell.source):
            continue
        yield Hit(message=f"the cell does not parse: {problem.message}", at=place_of_problem(cell, problem))


RULE = Rule(
    code="NB601",
    name="broken-cell",
    severity=Severity.ERROR,
    whole=_check,
    bad=(
        "print«(»1\n# %%\nprint(2)",
        "x = 1\nif x:\n«print»(x)",
        "total «of» the orders",
        "def f():\n    return 1\n«return» f()",
        "grüße = 'ä'\nx = 'ä' + «)»",
    ),
    good=(
        "%%bash\nfor f in *; do echo $f; done",
        "!ls | head",
        "await get()",
        '# %% tags=["raises-exception"]\nprint(1',
        "print 'Python 2'",
        "# %% [markdown]\n# if x: (",
        "pd.read_csv?",
    ),
)
