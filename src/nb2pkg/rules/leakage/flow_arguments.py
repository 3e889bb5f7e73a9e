"""The arguments of a call, evaluated."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from nb2pkg.rules.leakage.flow_values import Const, Map, Seq, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


class Arguments(NamedTuple):
    """Positional arguments, and those by name."""

    positional: list[Value]
    named: dict[str, Value]

    def get(self, name: str, position: int = -1) -> Value | None:
        """The argument of this name, or at this position."""
        if name in self.named:
            return self.named[name]
        return self.positional[position] if 0 <= position < len(self.positional) else None

    def constant(self, name: str, position: int = -1) -> object:
        """The argument's value if it is a literal, else None."""
        found = self.get(name, position)
        return found.value if isinstance(found, Const) else None

    @property
    def all(self) -> list[Value]:
        """All of them."""
        return [*self.positional, *self.named.values()]


def arguments_of(machine: Machine, node: ast.Call) -> Arguments:
    """Evaluates the arguments; starred ones are laid out if they are known."""
    positional: list[Value] = []
    for argument in node.args:
        value = machine.eval(argument.value if isinstance(argument, ast.Starred) else argument)
        if isinstance(argument, ast.Starred) and isinstance(value, Seq):
            positional += value.items
        else:
            positional.append(value)
    named: dict[str, Value] = {}
    for keyword in node.keywords:
        value = machine.eval(keyword.value)
        if keyword.arg is not None:
            named[keyword.arg] = value
        elif isinstance(value, Map):
            named |= {key: one for key, one in value.items.items() if isinstance(key, str)}
        else:
            named["**"] = value
    return Arguments(positional, named)
