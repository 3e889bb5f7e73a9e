"""The notebook uses something that an earlier session or another notebook has left behind.

Values of `%store -r`, of `%run`, of the history (`Out[17]`, `_`), or a file that a later cell writes: in a fresh
process they are missing, or are others. Make the value in a cell of this notebook, or read it from a file that is
part of its input; move the cell that writes a file above the one that reads it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Confidence, Hit, Related, Severity
from nb2pkg.model.notebook import Cell, Location, Magic
from nb2pkg.rules.hidden_state.files import early_reads
from nb2pkg.rules.hidden_state.name_places import node_of
from nb2pkg.rules.hidden_state.running.run import run_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.names import HISTORY_NAME
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.scopes import top_level_uses

_INPUTS = frozenset({"In", "_ih", "_i", "_ii", "_iii"})
_FROM_OUTSIDE = {"run": "runs code of another file", "load": "takes code from another file", "loadpy": "takes code"}


def _whole(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            yield from _of_magic(subject, cell, magic)
    yield from _history(subject)
    for read, written, path in early_reads(subject):
        yield Hit(
            message=f"`{path}` is read here but written only in cell {written.cell + 1}: it is of an earlier run",
            at=read,
            because=(Related(message=f"`{path}` is written here", at=written),),
            confidence=Confidence.MEDIUM,
        )


def _of_magic(subject: Subject, cell: Cell, magic: Magic) -> Iterator[Hit]:
    at = Location(cell=cell.index, line=magic.line, column=0, end_line=magic.line, end_column=0)
    if magic.name == "store" and "-r" in magic.body.split():
        named = [word for word in magic.body.split() if word.isidentifier()]
        what = _listed(named or _supplied(subject, at)) or "all stored variables"
        yield Hit(message=f"`%store -r` brings back {what} from an earlier session", at=at)
    elif magic.kind == "line" and magic.name in _FROM_OUTSIDE:
        supplied = _listed(_supplied(subject, at))
        names = f": {supplied} may come from it" if supplied else ""
        yield Hit(message=f"`%{magic.name}` {_FROM_OUTSIDE[magic.name]}{names}", at=at)


def _supplied(subject: Subject, at: Location) -> list[str]:
    run = run_of(subject)
    return sorted(name for name, places in run.supplied.items() if at in places) if run else []


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:5]) + (", ..." if len(names) > 5 else "")


def _history(subject: Subject) -> Iterator[Hit]:
    """Reads of what the kernel remembers, and of `__file__`, which it does not have."""
    statements = subject.flow.statements
    every = frozenset().union(*[s.reads for s in statements], *[s.late_reads for s in statements])
    asked = {name for name in every if name[0] in "_IO" and (_is_history(name) or name == "__file__")}
    bound: set[str] = set()
    for statement in statements if asked else ():
        wanted = (asked & (statement.reads | statement.late_reads)) - bound
        bound |= statement.binds | statement.may_bind | statement.late_writes
        if not wanted or (statement.catches_name_error and wanted == {"__file__"}):
            continue
        cell = subject.notebook.cell_by_index[statement.ref.cell]
        for use in top_level_uses(node_of(subject, statement)):
            if use.name in wanted and use.context == "load" and isinstance(use.node, ast.Name):
                wanted.discard(use.name)
                yield _of_name(use.name, location(cell.python, use.node, cell=cell.index))


def _of_name(name: str, at: Location) -> Hit:
    if name == "__file__":
        message = "`__file__` does not exist in a notebook's kernel: only scripts and some platforms have it"
        return Hit(message=message, at=at, severity=Severity.ERROR)
    what = "inputs" if name in _INPUTS or name.startswith("_i") else "values shown"
    return Hit(message=f"`{name}` is the kernel's memory of {what} before: it depends on what was run", at=at)


def _is_history(name: str) -> bool:
    is_input = name in _INPUTS or (name.startswith("_i") and name[2:].isdigit())
    return is_input or HISTORY_NAME.fullmatch(name) is not None


RULE = Rule(
    code="NB115",
    name="external-state",
    severity=Severity.WARNING,
    whole=_whole,
    bad=(
        "«»%store -r model\n# %%\nprint(model)",
        "# %% In[1]\n1 + 1\n# %% In[2]\nx = «Out»[1] + «_»\ny = «_3»",
        "«»%run setup.py\n# %%\nprint(table)",
        "import pandas as pd\ndf = «pd.read_csv('clean.csv')»\n# %%\ndf.to_csv('clean.csv')",
        "import os\nhere = os.path.dirname(«__file__»)\nlast = «In»[-1]",
        "with «open('log.txt')» as file:\n"
        "    print(file.read())\n"
        "with open('log.txt', 'w') as file:\n"
        "    file.write('x')",
    ),
    good=(
        "for _ in range(3):\n    print(_)\n_, x = 1, 2\nprint(_)",
        "%store model\nmodel = 1",
        "import pandas as pd\ndf = pd.read_csv('raw.csv')\ndf.to_csv('clean.csv')\npd.read_csv('clean.csv')",
        "try:\n    here = __file__\nexcept NameError:\n    here = '.'",
        "Out = {}\nOut[3] = 1\nprint(Out)\n%time x = 1",
        "from gettext import gettext as _\nprint(_('x'))",
        "open('x', 'a').write('1')\nopen('x').read()\nopen('x', 'w').write('2')",
    ),
)
