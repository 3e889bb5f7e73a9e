"""A name is read above the place that binds it.

The notebook worked because its cells were run in another order. Run from top to bottom it stops here with a
`NameError`. Move the cell that binds the name above this one, or move this one down:

    threshold = 0.5            # was in a cell below
    df[df.score > threshold]

So it is in a function that reads a name above the line that makes it the function's own: `counter += 1` without
`global counter` is an `UnboundLocalError`, whatever the notebook's `counter` is. Hand the value in and give it back.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity
from nb2pkg.rules.hidden_state.early_locals import early_reads
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.syntax.statement_nodes import statement_nodes
from nb2pkg.syntax.walking import walk


def _function(node: ast.AST, place: Place) -> Iterator[Hit]:
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    is_statement = node is place.statement
    nodes = statement_nodes(place.cell.python)[place.ref.path[0]] if is_statement else walk(node)
    for read in early_reads(node, nodes):
        because: tuple[Related, ...] = ()
        if read.binder is not read.node and isinstance(read.binder, ast.expr | ast.stmt | ast.alias):
            because = (Related(message=f"`{read.name}` is bound here", at=place.at(read.binder)),)
        yield Hit(
            message=f"`{read.name}` is this function's own, since it binds the name, and has no value here yet",
            at=place.at(read.node),
            severity=Severity.ERROR if read.is_sure and _is_used(node.name, place) else Severity.WARNING,
            because=because,
        )


def _is_used(name: str, place: Place) -> bool:
    return any(name in flow.reads or name in flow.late_reads for flow in place.subject.flow.statements)


RULE = Rule(
    code="NB102",
    name="defined-later",
    severity=Severity.ERROR,
    visits={ast.FunctionDef: _function, ast.AsyncFunctionDef: _function},
    whole=lambda subject: hits_of(Kind.LATER, subject),
    bad=(
        "print(«threshold»)\n# %%\nthreshold = 0.5",
        "x = «y» + 1\ny = 2",
        "# %% In[5]\n«df».head()\n# %% In[2]\ndf = [1]\n# %% In[1]\nimport os",
        "for row in «rows»:\n    print(row)\nrows = [1]",
        "@«register»\ndef f():\n    pass\n# %%\ndef register(fn):\n    return fn",
        '# %% tags=["raises-exception"]\nprint(missing)\nafter = 1\n# %%\nprint(«after»)',
        "hits = 0\ndef count(x):\n    for n in x:\n        if n:\n            «hits» += 1\ncount([1])",
        "import numpy as np\ndef f(x):\n    y = «np».array(x)\n    import numpy as np\n    return y\nf([1])",
        "df = [1]\ndef clean():\n    df = «df»[1:]\n    return df\nclean()",
        "class Log:\n    total = 0\n    async def add(self, v):\n        total = «total» + v",
    ),
    good=(
        "def later():\n    return limit\n# %%\nlimit = 3\nlater()",
        "try:\n    model\nexcept NameError:\n    model = None\n# %%\nmodel = 2",
        "for n in range(3):\n    if n:\n        total += n\n    else:\n        total = n\nprint(total)",
        "if 'model' not in globals():\n    model = 1\nprint(model)\nmodel = 2",
        "from unknown_tools import *\nhelper()\n# %%\nhelper = 3",
        "hits = 0\ndef count(x):\n    global hits\n    hits += len(x)\ndef outer():\n    n = 0\n    def inner():\n"
        "        nonlocal n\n        n += 1\n    inner()\n    return n\ncount([outer()])",
        "def gaps(xs):\n    for i, x in enumerate(xs):\n        if i:\n            print(x - last)\n        last = x\n"
        "    return m.group() if (m := xs) else [y for x in xs if (y := x)]\ngaps([1])",
        "def f(x):\n    try:\n        n += 1\n    except NameError:\n        n = 1\n    x = [n for n in x]\n"
        "    def g(x=x):\n        return later\n    later = 2\n    return g() + (lambda: later)()\nf([1])",
        "def f(path):\n    with open(path) as path:\n        for path in path:\n            pass\n"
        "    try:\n        pass\n    except OSError as e:\n        print(e)\n"
        "    match path:\n        case [a, *b] if a:\n            print(a, b)\nf('')",
    ),
)
