"""The code is Python 2.

Python 2 has been without security updates since 2020; no current library runs on it, and Python 3 does not parse the
cell. Bring it to Python 3: most of it is done by `2to3` or by hand in minutes.

    print "rows:", n          # Python 2
    print("rows:", n)

Look at divisions of integers too (`1 / 2` was 0). `convert` stops at cells that do not parse.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_notebook
from nb2pkg.model.notebook import Wrapper
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.conflicts import first_mark
from nb2pkg.rules.structure.problem_place import place_of_problem


def _check(subject: Subject) -> Iterator[Hit]:
    notebook = subject.notebook
    found = False
    for cell in notebook.cells:
        problem = cell.syntax_error
        if problem is None or not problem.python2 or cell.wrapper is Wrapper.TOLERANT or first_mark(cell.source):
            continue
        found = True
        yield Hit(
            message=f"the cell is Python 2: {_first_sentence(problem.message)}", at=place_of_problem(cell, problem)
        )
    if not found and notebook.python_version.startswith("2."):
        said = (
            f"the notebook was last run with Python {notebook.python_version}, though all its cells parse in Python 3"
        )
        yield Hit(message=said, at=whole_notebook(), severity=Severity.WARNING)


def _first_sentence(message: str) -> str:
    return message.partition(". ")[0]


RULE = Rule(
    code="NB602",
    name="python2",
    severity=Severity.ERROR,
    whole=_check,
    bad=(
        "x = 1\n«print» 'x is', x",
        "try:\n    f()\nexcept «ValueError», error:\n    pass",
        "mode = «0»777",
        '# metadata: {"kernelspec": {"name": "python2", "display_name": "Python 2"}, '
        '"language_info": {"name": "python", "version": "2.7.18"}}\nprint(1)',
    ),
    good=(
        "print('x is', 1)",
        "print ('x')",
        "x = 'print 1'",
        "for i in range(3) print(i)",
        '# metadata: {"kernelspec": {"name": "python3", "display_name": "Python 3"}, '
        '"language_info": {"name": "python", "version": "3.9.2"}}\nprint(1)',
    ),
)
