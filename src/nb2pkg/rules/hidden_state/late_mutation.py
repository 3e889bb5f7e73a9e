"""An object is changed far below the cell that makes it.

Whoever reads the cells between sees a value that it does not have any more when they are run again. Change it where it
is made, or bind a copy under another name. Off by default: in notebooks that clean a table step by step it says little.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity, whole_cell
from nb2pkg.model.notebook import Location
from nb2pkg.rules.hidden_state.name_places import node_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location

FAR = 5  # cells of code


def _whole(subject: Subject) -> Iterator[Hit]:
    position = {cell.index: n for n, cell in enumerate(subject.notebook.cells)}
    made: dict[str, int] = {}
    touched: dict[str, int] = {}
    for statement in subject.flow.statements:
        cell = statement.ref.cell
        for name in sorted(statement.mutates & made.keys()):
            if position[cell] - position[touched[name]] >= FAR:
                yield Hit(
                    message=f"`{name}` is changed here, {position[cell] - position[made[name]]} cells below "
                    f"the one that makes it",
                    at=_place(subject, cell, node_of(subject, statement)),
                    because=(Related(message=f"`{name}` is made here", at=whole_cell(made[name])),),
                )
            touched[name] = cell
        for name in statement.binds:
            made[name] = touched[name] = cell


def _place(subject: Subject, cell: int, node: object) -> Location:
    from ast import stmt

    assert isinstance(node, stmt)
    return location(subject.notebook.cell_by_index[cell].python, node, cell=cell)


_FILLER = "\n# %%\nprint(1)" * 5

RULE = Rule(
    code="NB125",
    name="late-mutation",
    severity=Severity.INFO,
    is_default=False,
    whole=_whole,
    bad=(
        f"rows = [1]{_FILLER}\n# %%\n«rows.append(2)»",
        f"table = {{}}{_FILLER}\n# %%\n«table['x'] = 2»",
        f"rows = [1]{_FILLER}\n# %%\nif True:\n    pass\n«rows.sort()»\nrows.append(3)",
    ),
    good=(
        "rows = [1]\n# %%\nrows.append(2)",
        f"rows = [1]{_FILLER}\n# %%\nrows = rows + [2]",
        f"rows = [1]{_FILLER}\n# %%\nrows = [2]\nrows.append(3)",
        f"rows = [1]{_FILLER}\n# %%\nprint(rows)",
    ),
)
