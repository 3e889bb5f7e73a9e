"""A variable has the name of a builtin.

From here on `list`, `id`, `sum` and the like mean something else in the whole notebook, in cells above too once they
are run again: `list(rows)` then fails with `'list' object is not callable`. Give it another name, and restart the
kernel.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.rules.hidden_state.name_places import binding_places
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.names import BUILTINS

# What `site` adds for the prompt is nobody's business.
_HIDDEN = BUILTINS - {n for n in BUILTINS if n.startswith("_")} - {"copyright", "credits", "license", "exit", "quit"}
# Their names are what they are imported for: the same builtin under Python 2 and 3.
_STAND_INS = frozenset({"builtins", "future", "six", "io", "past", "__builtin__"})


def _whole(subject: Subject) -> Iterator[Hit]:
    seen: set[str] = set()
    for statement in subject.flow.statements:
        bound = statement.binds | statement.may_bind
        if bound.isdisjoint(_HIDDEN):
            continue
        for name in sorted(bound & _HIDDEN - seen - statement.deletes):
            if _is_stand_in(statement, name):
                continue
            place = next(iter(binding_places(subject, statement, name)), None)
            if place is not None:
                seen.add(name)
                what = "an import" if statement.form is Form.IMPORT else "a variable"
                what = "a function" if statement.form is Form.FUNCTION else what
                yield Hit(message=f"{what} hides the builtin `{name}` from here on, in all cells", at=place)


def _is_stand_in(statement: StmtFlow, name: str) -> bool:
    return any(b.name == name and b.module.split(".")[0] in _STAND_INS for b in statement.imports)


RULE = Rule(
    code="NB119",
    name="shadowed-builtin",
    severity=Severity.WARNING,
    whole=_whole,
    bad=(
        "«list» = [1, 2]",
        "rows = [3]\nfor «id», «input» in enumerate(rows):\n    print(id, input)\n# %%\nid = 3",
        "def «filter»(rows):\n    return rows",
        "from numpy import «sum», pi\nwith open('x') as file, open('y') as «dir»:\n    pass",
        "x, («max», y) = 1, (2, 3)",
    ),
    good=(
        "rows = list([1, 2])\nd = dict(id=3, input=4)\nd.max = 3",
        "def f(id, input):\n    list = [id]\n    return list",
        "class Row:\n    id = 3\n    def filter(self):\n        return [max for max in (1, 2)]",
        "from builtins import str\nfrom io import open\n_ = 3\nid_ = 4\nfile = 'x'",
    ),
)
