"""A function changes notebook variables through `global`.

What the function does then depends on what was run before it and how often, it cannot be tested alone, and two runs
in one process disturb each other. Hand the value in and give the new one back:

    def count(rows, total):
        return total + len(rows)

    total = count(rows, total)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.syntax.scopes import bindings_of

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _global(node: ast.AST, place: Place) -> Iterator[Hit]:
    assert isinstance(node, ast.Global)
    function = next((part for part in reversed(place.parents) if isinstance(part, _FUNCTIONS)), None)
    if function is None:
        yield Hit(message="`global` outside a function means nothing", at=place.at(node), severity=Severity.INFO)
        return
    written = bindings_of(tuple(function.body))
    changed = [name for name in node.names if name in written]
    if changed:
        names = ", ".join(f"`{name}`" for name in changed)
        yield Hit(
            message=f"`{function.name}` changes the notebook's {names} behind its caller's back", at=place.at(node)
        )
    else:
        names = ", ".join(f"`{name}`" for name in node.names)
        message = f"`{function.name}` only reads {names}: `global` is not needed for that"
        yield Hit(message=message, at=place.at(node), severity=Severity.INFO)


RULE = Rule(
    code="NB621",
    name="global-statement",
    severity=Severity.WARNING,
    visits={ast.Global: _global},
    bad=(
        "n = 0\ndef count():\n    «global n»\n    n += 1\ncount()",
        "def load():\n    «global df, rows»\n    df = 1\n    rows = 2\nload()",
        "«global seed»\nseed = 3\nprint(seed)",
        "limit = 3\ndef f(x):\n    «global limit»\n    return x > limit",
        "class A:\n    def f(self):\n        «global cache»\n        del cache",
    ),
    good=(
        "n = 0\ndef count(n):\n    return n + 1\nn = count(n)",
        "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n    return inner",
        "global_n = 3\nprint(globals())",
        "text = 'global n'",
    ),
)
