"""Copies of estimators: as they were made, or with what they have learnt."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Estimator, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine


def cloned(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`clone(model)`: the same parameters, not fitted."""
    value = arguments.positional[0] if arguments.positional else UNKNOWN
    if not isinstance(value, Estimator):
        return value
    return Estimator(
        value.role,
        value.name,
        value.kind,
        machine.site(node) if not value.params else value.site,
        dict(value.params),
        value.parts,
        goes_on=value.goes_on,
        made_within=len(machine.loops),
    )


def copied(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`deepcopy(model)`: as `clone`, but what it has learnt is copied as well."""
    value = arguments.positional[0] if arguments.positional else UNKNOWN
    found = cloned(machine, node, arguments)
    if isinstance(value, Estimator) and isinstance(found, Estimator) and value.fit is not None:
        found.fit, found.learnings, found.learnt_rows = value.fit, value.learnings, value.learnt_rows
        found.version = value.version
        machine.networks.append(found)
    return found
