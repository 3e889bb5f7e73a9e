"""A function reads a variable of the notebook instead of a parameter.

What it returns depends on which cells were run before the call, it cannot be tested alone, and it breaks when it is
moved into a module. Make the variable a parameter; constants in capitals that are bound once are fine as they are.

    def net(gross, vat):
        return gross / (1 + vat)

It is a warning where the variable gets several values, since the result then depends on when the function is called.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Related, Severity
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.rules.hidden_state.name_places import name_place, node_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.scopes import top_level_uses

_CODE = {Form.IMPORT, Form.GUARDED_IMPORT, Form.FUNCTION, Form.CLASS, Form.LAMBDA}
# What they give is a class or a function, as much a definition as `class` and `def`; or a logger, which modules share.
_MAKERS = frozenset(
    """
    collections.namedtuple typing.NamedTuple typing.TypedDict typing.NewType typing.TypeVar dataclasses.make_dataclass
    enum.Enum enum.IntEnum functools.partial functools.lru_cache numpy.vectorize numba.njit numba.jit jax.jit jax.vmap
    jax.grad pydantic.create_model logging.getLogger
    """.split()
)
_READERS = {Form.FUNCTION, Form.CLASS, Form.LAMBDA}


def _whole(subject: Subject) -> Iterator[Hit]:
    readers = [s for s in subject.flow.statements if s.form in _READERS and s.late_reads]
    if not readers:
        return
    read: frozenset[str] = frozenset().union(*(statement.late_reads for statement in readers))
    times: Counter[str] = Counter()
    changed: set[str] = set()
    code: set[str] = set()
    for statement in subject.flow.statements:
        bound = read & (statement.binds | (statement.may_bind - statement.deletes))
        if not bound and read.isdisjoint(statement.mutates) and read.isdisjoint(statement.late_writes):
            continue
        (code.update if statement.form in _CODE or _makes_code(statement) else times.update)(bound)
        code.update(binding.name for binding in statement.imports)
        times.update(statement.late_writes)
        changed |= statement.mutates | statement.late_writes
    for statement in readers:
        names = sorted(n for n in statement.late_reads & times.keys() - code if not _is_constant(n, times, changed))
        if names:
            yield _hit(subject, statement, names, [n for n in names if times[n] > 1 or n in changed])


def _makes_code(statement: StmtFlow) -> bool:
    return len(statement.binds) == 1 and bool(statement.calls) and statement.calls[0].qualified in _MAKERS


def _is_constant(name: str, times: Counter[str], changed: set[str]) -> bool:
    return name.isupper() and times[name] == 1 and name not in changed


def _hit(subject: Subject, statement: StmtFlow, names: list[str], moving: list[str]) -> Hit:
    cell = subject.notebook.cell_by_index[statement.ref.cell]
    node = node_of(subject, statement)
    own = min(statement.binds)
    at = name_place(cell, node.targets[0] if isinstance(node, ast.Assign) else node, own)
    because = {
        use.name: Related(message=f"`{use.name}` is read here", at=location(cell.python, use.node, cell=cell.index))
        for use in reversed([*top_level_uses(node)])
        if use.nested and use.name in names and isinstance(use.node, ast.Name)
    }
    shown = ", ".join(f"`{name}`" for name in names[:4]) + (", ..." if len(names) > 4 else "")
    several = f", of which `{moving[0]}` has several values" if moving and len(names) > 1 else ""
    several = ", which has several values" if moving and len(names) == 1 else several
    kind = "the methods of the class" if isinstance(node, ast.ClassDef) else "the function"
    return Hit(
        message=f"{kind} `{own}` {'read' if 'methods' in kind else 'reads'} {shown} of the notebook{several}",
        at=at,
        because=tuple(because[name] for name in names[:4] if name in because),
        severity=Severity.WARNING if moving else Severity.INFO,
    )


RULE = Rule(
    code="NB118",
    name="function-reads-notebook-variable",
    severity=Severity.INFO,
    cure=Cure.LIFTED,
    whole=_whole,
    bad=(
        "vat = 0.19\ndef «net»(gross):\n    return gross / (1 + vat)",
        "def «top»(n):\n    return df.head(n)\n# %%\ndf = [1]\ndf = [2]",
        "rate = 2\n«double» = lambda x: x * rate",
        "path = 'x'\nclass «Loader»:\n    def load(self):\n        return open(path)",
        "RATE = 1\nRATE = 2\n@staticmethod\ndef «f»():\n    def inner():\n        return RATE\n    return inner",
    ),
    good=(
        "VAT = 0.19\ndef net(gross):\n    return gross / (1 + VAT)",
        "import math\ndef area(r):\n    return math.pi * r ** 2\ndef twice(r):\n    return 2 * area(r)",
        "vat = 0.19\ndef net(gross, vat=vat):\n    return gross / (1 + vat)\nprint(net(vat))",
        "x = 1\ndef f():\n    x = 2\n    return [y for y in (x,)]",
        "from collections import namedtuple\nDoc = namedtuple('Doc', 'name text')\ndef read(x):\n    return Doc(x, '')",
        "import logging\nlog = logging.getLogger(__name__)\ndef read(x):\n    log.info('read %s', x)",
        "import jax\nimport functools as ft\ndef f(x, y):\n    return x\ng = jax.jit(f)\nh = ft.partial(f, y=1)\n"
        "def both(x):\n    return g(x, 1) + h(x)",
        "rate = 2\nprint(list(map(lambda x: x * rate, [1])))",
    ),
)
