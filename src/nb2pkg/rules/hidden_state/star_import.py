"""Everything is imported from a module.

Nobody can tell where a name comes from; a new release of the module may hide a variable or a builtin, as numpy's
`sum` does. Import what is used by name, or the module itself. `--fix` writes the names out where they are known.

    from math import pi, sqrt
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Edit, Fix, Hit, Severity
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.rules.hidden_state.name_places import node_of
from nb2pkg.rules.hidden_state.running.run import run_of
from nb2pkg.rules.hidden_state.running.suspects import exported_names_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.names import BUILTINS
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.walking import walk

MOST_SHOWN = 6


def _whole(subject: Subject) -> Iterator[Hit]:
    for statement in subject.flow.statements:
        if statement.star_modules:
            cell = subject.notebook.cell_by_index[statement.ref.cell]
            for node in walk(node_of(subject, statement)):
                if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                    yield from _import(node, subject, cell)


def _import(node: ast.ImportFrom, subject: Subject, cell: Cell) -> Iterator[Hit]:
    at = location(cell.python, node, cell=cell.index)
    exported = None if node.level else exported_names_of(node.module or "", subject.notebook)
    source = f"`from {'.' * node.level}{node.module or ''} import *`"
    if exported is None:
        supplied = _supplied(subject, at)
        names = f"; {_listed(supplied)} may come from it" if supplied else ""
        yield Hit(message=f"{source} binds names that cannot be told{names}", at=at)
        return
    used = sorted(_read(subject) & exported - _bound(subject))
    hidden = sorted(name for name in exported & BUILTINS if not name.startswith("_"))
    what = f"{len(used)} of which are used: {_listed(used)}" if used else "none of which is used"
    hides = f", and hides the builtins {_listed(hidden)}" if hidden else ""
    yield Hit(
        message=f"{source} binds {len(exported)} names, {what}{hides}", at=at, fix=_fix(node, subject, cell, used)
    )


def _supplied(subject: Subject, at: Location) -> list[str]:
    run = run_of(subject)
    return sorted(name for name, places in run.supplied.items() if at in places) if run else []


def _read(subject: Subject) -> frozenset[str]:
    return frozenset().union(*(s.reads | s.late_reads | s.hidden_reads for s in subject.flow.statements))


def _bound(subject: Subject) -> frozenset[str]:
    return frozenset().union(*(s.binds | s.may_bind | s.late_writes for s in subject.flow.statements))


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:MOST_SHOWN]) + (", ..." if len(names) > MOST_SHOWN else "")


def _fix(node: ast.ImportFrom, subject: Subject, cell: Cell, used: list[str]) -> Fix | None:
    """Safe where this is the only star import, and nothing looks names up at run time or in a magic's arguments."""
    statements = subject.flow.statements
    alone = sum(len(s.star_modules) for s in statements) == 1 and not any(s.dynamic for s in statements)
    star = location(cell.python, node.names[0], cell=cell.index)
    lines = cell.source.split("\n")
    is_plain = star.line <= len(lines) and lines[star.line - 1][star.column : star.end_column] == "*"
    has_magics = any(one.magics or one.syntax_error is not None for one in subject.notebook.cells)
    if not used or not alone or not is_plain or has_magics:
        return None
    return Fix(description="import the names that are used", edits=(Edit(at=star, new=", ".join(used)),))


RULE = Rule(
    code="NB121",
    name="star-import",
    severity=Severity.WARNING,
    cure=Cure.REPLACED,
    whole=_whole,
    bad=(
        "«from math import *»\nprint(sqrt(pi))",
        "import os\n«from nobody_knows import *»\nhelper()",
        "try:\n    «from numpy import *»\nexcept ImportError:\n    pass",
        "«from . import *»",
    ),
    good=(
        "from math import sqrt\nprint(sqrt(2))",
        "import math\nprint(math.pi * 2, *[1, 2])",
        "from math import (\n    pi,\n    sqrt,\n)",
        "text = 'from math import *'\n# from os import *",
    ),
)
