"""The literals that loops go through and functions are given: `for window in (5, 10)`, `score_with(0.1)`.

What they change is a setting that is tried, unless their name says that the same is done again (seeds), or for another
purpose (targets).
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_values import Const, Value
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

_AGAIN = pattern_of(
    r"(?i)seed|random|state|(^|_)(rs|run|rep|repeat|trial|fold|split|sim|boot|iter|i|j|_|epoch|h|horizon|step|ahead|"
    r"target|label|cls|class_?|y|size|frac|fraction|ratio|n_?samples|portion|part|percent|pct|noise|group|lang|city)s?($|_|\d)"
)


def setting_of(target: ast.expr, item: Value) -> Const | None:
    """The item that a loop binds to `target`, if it is a literal and may be a setting."""
    names = (node.id for node in walk(target) if isinstance(node, ast.Name))
    return item if isinstance(item, Const) and not any(map(_AGAIN.search, names)) else None


def given_settings(scope: Mapping[str, Value], arguments: Arguments) -> list[str]:
    """The numbers that a function is called with, by the names of its parameters; defaults are none."""
    given = [value for value in arguments.all if isinstance(value, Const) and type(value.value) in {int, float}]
    return [
        f"{name}={value.value}"
        for name, value in scope.items()
        if isinstance(value, Const) and value in given and not _AGAIN.search(name)
    ]


def settings_here(machine: Machine, *, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """All that are in force; `but` seeds and their like, by their values."""
    loops = (repr(one.value) for one in machine.settings if one is not None)
    given = (one for one in machine.given if one.partition("=")[2] not in but)
    return (*(one for one in loops if one not in but), *given)
