"""A function or class is defined in several cells.

Which version a call gets depends on which cell was run last. Keep one definition; where both are needed, give them
two names. Off by default: notebooks that show how something is improved step by step do this on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.rules.hidden_state.name_places import binding_places
from nb2pkg.rules.rule import Rule, Subject

_DEFINITIONS = {Form.FUNCTION, Form.CLASS, Form.LAMBDA}


def _whole(subject: Subject) -> Iterator[Hit]:
    first: dict[str, StmtFlow] = {}
    reported: set[str] = set()
    for statement in subject.flow.statements:
        if statement.form not in _DEFINITIONS:
            continue
        for name in sorted(statement.binds):
            before = first.setdefault(name, statement)
            if before.ref.cell != statement.ref.cell and name not in reported:
                reported.add(name)
                yield from _hit(subject, name, before, statement)


def _hit(subject: Subject, name: str, before: StmtFlow, again: StmtFlow) -> Iterator[Hit]:
    earlier = [Related(message=f"`{name}` is defined here too", at=at) for at in binding_places(subject, before, name)]
    for place in binding_places(subject, again, name):
        message = f"`{name}` is defined in cell {before.ref.cell + 1} too: the last one that was run counts"
        yield Hit(message=message, at=place, because=tuple(earlier[:1]))
        return


RULE = Rule(
    code="NB124",
    name="redefinition-across-cells",
    severity=Severity.INFO,
    is_default=False,
    whole=_whole,
    bad=(
        "def f():\n    return 1\n# %%\ndef «f»():\n    return 2\n# %%\ndef f():\n    return 3",
        "class Model:\n    pass\n# %%\nclass «Model»:\n    size = 1",
        "f = lambda: 1\n# %%\nasync def «f»():\n    return 2",
    ),
    good=(
        "def f():\n    return 1\n# %%\ndef g():\n    return f()",
        "def f():\n    return 1\ndef f():\n    return 2",
        "x = 1\n# %%\nx = 2",
        "class A:\n    def f(self):\n        pass\n# %%\nclass B:\n    def f(self):\n        pass",
    ),
)
