"""When the bodies of the notebook's functions run: which statements call them, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from nb2pkg.model.flow import Flow, Form, StmtFlow
from nb2pkg.model.notebook import StmtRef

DEFINITIONS = frozenset({Form.FUNCTION, Form.CLASS, Form.LAMBDA})


class Runs(Struct, frozen=True, kw_only=True):
    """`run_by`: the definitions whose bodies a statement may run. `runners`: the statements that run a definition."""

    run_by: dict[StmtRef, tuple[StmtFlow, ...]]
    runners: dict[StmtRef, tuple[StmtFlow, ...]]


def runs_of(flow: Flow) -> Runs:
    """By name: a statement that mentions a function is taken to call it, or to hand it to what does."""
    definitions: dict[str, list[StmtFlow]] = {}
    for statement in flow.statements:
        if statement.form in DEFINITIONS:
            for name in statement.binds:
                definitions.setdefault(name, []).append(statement)
    run_by: dict[StmtRef, tuple[StmtFlow, ...]] = {}
    runners: dict[StmtRef, list[StmtFlow]] = {}
    if not definitions:
        return Runs(run_by=run_by, runners={})
    for statement in flow.statements:
        if statement.form in DEFINITIONS:
            continue
        names = definitions.keys() & (statement.reads | statement.late_reads)
        if names:
            run_by[statement.ref] = _closure(names, definitions)
            for definition in run_by[statement.ref]:
                runners.setdefault(definition.ref, []).append(statement)
    return Runs(run_by=run_by, runners={ref: tuple(found) for ref, found in runners.items()})


def _closure(names: Iterable[str], definitions: dict[str, list[StmtFlow]]) -> tuple[StmtFlow, ...]:
    todo, found = sorted(names), {}
    while todo:
        for definition in definitions[todo.pop()]:
            if definition.ref not in found:
                found[definition.ref] = definition
                todo += sorted(definitions.keys() & (definition.late_reads | definition.reads))
    return tuple(found[ref] for ref in sorted(found))
