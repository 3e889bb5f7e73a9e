"""A module is imported in the middle of the notebook.

What a notebook needs is seen only by reading all of it, and a missing package stops it after an hour of training
instead of at once. Put all imports into the first code cell; `convert` moves them to the top of their module.
Imports in functions, under `try` and under `if` are left alone: there is a reason for their place.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.knowledge.distributions import distribution_of, is_well_known
from nb2pkg.model.finding import Cure, Edit, Fix, Hit, Severity
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location, parse

_SETUP = frozenset({"settings", "environment", "display", "plotting"})
_SETUP_FORMS = frozenset({Form.IMPORT, Form.GUARDED_IMPORT, Form.LITERAL})


def _whole(subject: Subject) -> Iterator[Hit]:
    started = False
    last: StmtFlow | None = None
    for flow in subject.flow.statements:
        if flow.form is not Form.IMPORT:
            started = started or not _is_setup(flow)
        elif not started:
            last = flow
        elif not _is_future(flow):
            yield _hit(flow, last, subject)


def _is_setup(flow: StmtFlow) -> bool:
    """What may well stand before imports: literals, settings, the environment, other imports."""
    if flow.form in _SETUP_FORMS or (flow.form is Form.EXPRESSION and not flow.calls and not flow.reads):
        return True
    if flow.imports and flow.form is not Form.IMPORT and not flow.late_calls:
        return True  # `try: import x` and `except: !pip install x`
    is_shown = flow.form is Form.EXPRESSION and flow.effects == {"display"}
    is_harmless = is_shown or (bool(flow.effects & {"settings", "environment"}) and flow.effects <= _SETUP)
    runs_commands = bool(flow.calls) and all(call.qualified in {"run_shell", "capture_shell"} for call in flow.calls)
    return is_harmless or runs_commands or (not flow.calls and not flow.reads and not flow.late_reads)


def _is_future(flow: StmtFlow) -> bool:
    return any(binding.module == "__future__" for binding in flow.imports)


def _hit(flow: StmtFlow, last: StmtFlow | None, subject: Subject) -> Hit:
    cell = subject.notebook.cell_by_index[flow.ref.cell]
    at = location(cell.python, parse(cell.python).body[flow.ref.path[0]], cell=cell.index)
    modules = sorted({binding.module for binding in flow.imports} | set(flow.star_modules))
    shown = ", ".join(f"`{module}`" for module in modules[:3])
    return Hit(
        message=f"{shown or 'a module'} is imported here, after code that was run: its absence shows late",
        at=at,
        fix=_fix(flow, last, cell, at, subject),
    )


def _fix(flow: StmtFlow, last: StmtFlow | None, cell: Cell, at: Location, subject: Subject) -> Fix | None:
    """The line moves below the last import at the beginning, if nothing can tell the difference."""
    if last is None or not _can_move(flow, subject) or not _is_alone(cell, at):
        return None
    target = subject.notebook.cell_by_index[last.ref.cell]
    before = location(target.python, parse(target.python).body[last.ref.path[0]], cell=target.index)
    if not _is_alone(target, before):
        return None
    text = "\n".join(cell.source.split("\n")[at.line - 1 : at.end_line])
    end = Location(
        cell=target.index,
        line=before.end_line,
        column=before.end_column,
        end_line=before.end_line,
        end_column=before.end_column,
    )
    return Fix(
        description="move the import to the others at the beginning",
        edits=(Edit(at=_whole_lines(cell, at), new=""), Edit(at=end, new=f"\n{text}")),
    )


def _can_move(flow: StmtFlow, subject: Subject) -> bool:
    names = frozenset(binding.name for binding in flow.imports)
    if not names or flow.star_modules or any(binding.level for binding in flow.imports):
        return False
    tops = {binding.module.partition(".")[0] for binding in flow.imports}
    if not all(distribution_of(top) is None or is_well_known(top) for top in tops):
        return False  # who knows what importing it does
    for other in subject.flow.statements:
        if other is flow:
            continue
        if not (names.isdisjoint(other.binds) and names.isdisjoint(other.may_bind)):
            return False
        if not (names.isdisjoint(other.late_writes) and names.isdisjoint(other.deletes)):
            return False
        if not names.isdisjoint(other.reads) and other.ref < flow.ref:
            return False
    return True


def _is_alone(cell: Cell, at: Location) -> bool:
    """Whether a statement has its lines to itself, unchanged from the source."""
    sources, pythons = cell.source.split("\n"), cell.python.split("\n")
    lines = range(at.line - 1, at.end_line)
    is_whole = at.column == 0 and sources[at.end_line - 1][at.end_column :].strip() == ""
    return is_whole and all(sources[line] == pythons[line] for line in lines)


def _whole_lines(cell: Cell, at: Location) -> Location:
    """The lines of a statement with the line break that follows, or goes before."""
    lines = cell.source.split("\n")
    if at.end_line < len(lines):
        return Location(cell=cell.index, line=at.line, column=0, end_line=at.end_line + 1, end_column=0)
    if at.line > 1:
        start = at.line - 1
        return Location(
            cell=cell.index,
            line=start,
            column=len(lines[start - 1]),
            end_line=at.end_line,
            end_column=len(lines[at.end_line - 1]),
        )
    return Location(
        cell=cell.index, line=at.line, column=0, end_line=at.end_line, end_column=len(lines[at.end_line - 1])
    )


RULE = Rule(
    code="NB230",
    name="import-not-first",
    severity=Severity.INFO,
    cure=Cure.MOVED,
    whole=_whole,
    bad=(
        "import pandas as pd\n# %%\ndf = pd.read_csv('x.csv')\n# %%\n«from sklearn.svm import SVC»\nSVC().fit(df)",
        "x = sum(range(3))\n«import numpy as np»\nnp.array(x)",
        "import os\nfor i in range(3):\n    print(i)\n«from math import *»",
    ),
    good=(
        "%matplotlib inline\nimport pandas as pd\nimport warnings\nwarnings.filterwarnings('ignore')\n# %%\n"
        "import numpy as np",
        "!pip install pandas\nimport os\nos.environ['X'] = '1'\nimport pandas\nSEED = 3\nimport numpy",
        "try:\n    import control\nexcept ImportError:\n    !pip install control\n    import control\nimport os",
        "'''About.'''\nimport os\n\ndef late():\n    import json\n    return json\n\nlate()",
        "x = sum(range(3))\ntry:\n    import cupy as np\nexcept ImportError:\n    np = None",
    ),
)
