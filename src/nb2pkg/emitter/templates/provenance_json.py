"""`docs/provenance.json`: where every statement went, for programs. The readable form is CONVERSION.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.outline import dropped_cells, functions_in_order, is_known_default, lines_of, returned
from nb2pkg.model.plan import Parameter, Pipeline, Placement, ShowValue
from nb2pkg.model.verdict import Verdict

SCHEMA = 2  # `shown` since 2


def render(subject: Subject) -> str:
    """Keys sorted, no clock, no machine: the same notebook gives the same bytes."""
    plan = subject.plan
    shown = _shown_lines(subject)
    facts = {
        "schema": SCHEMA,
        "notebook": plan.source,
        "package": plan.name,
        "python": plan.python_version,
        "options": {
            "displays": plan.displays.value,
            "figures": plan.figures.value,
            "cut": plan.cut.value,
            "handover": plan.handover,
            **({"models": True} if plan.saves_models else {}),
            **({} if plan.pipeline is Pipeline.NONE else {"pipeline": plan.pipeline.value}),
        },
        "executed": subject.verdict is not None or subject.recorded is not None,
        "verdict": _verdict(subject.verdict),
        "statements": [_statement(subject, p, shown) for p in sorted(plan.placements, key=lambda p: p.ref)],
        "functions": list(_functions(subject)),
        "parameters": [_parameter(p) for p in plan.parameters],
        "requirements": [
            {
                "distribution": r.distribution,
                "specifier": r.specifier,
                "evidence": r.evidence,
                "optional": r.is_optional,
            }
            for r in plan.requirements
        ],
        "magics": [
            {"cell": cell.index, "line": m.line, "kind": m.kind, "name": m.name, "treatment": m.treatment.value}
            for cell in subject.notebook.cells
            for m in cell.magics
        ],
        "refusals": [{"code": r.code, "cell": r.cell, "message": r.message, "remedy": r.remedy} for r in plan.refusals],
        "dropped_cells": [
            {"cell": cell.index, "id": cell.id, "reason": reason} for cell, reason in dropped_cells(subject)
        ],
    }
    return json.dumps(facts, indent=2, sort_keys=True) + "\n"


def _verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    about = verdict.circumstances
    return {
        "result": verdict.result.value,
        "date": about.date,
        "version": about.version,
        "python": about.python,
        "data": about.data,
        "isolated": about.is_isolated,
        "compared": verdict.compared,
        "observations": len(verdict.comparisons),
    }


def _shown_lines(subject: Subject) -> frozenset[tuple[int, int]]:
    """Cells and lines of the values that the package shows, as the notebook shows them below a cell."""
    return frozenset(
        (edit.at.cell, edit.at.line)
        for _, function in functions_in_order(subject.plan)
        for edit in function.edits
        if isinstance(edit, ShowValue)
    )


def _statement(subject: Subject, placement: Placement, shown: frozenset[tuple[int, int]]) -> dict[str, Any]:
    lines = lines_of(subject.notebook, placement.ref)
    first, last = lines or (0, -1)
    cell = subject.notebook.cell_by_index.get(placement.ref.cell)
    return {
        "cell": placement.ref.cell,
        "cell_id": cell.id if cell is not None else "",
        "statement": list(placement.ref.path),
        "lines": lines,
        "shown": any((placement.ref.cell, line) in shown for line in range(first, last + 1)),
        "fate": placement.fate.value,
        "module": placement.module,
        "name": placement.name,
        "reason": placement.reason,
    }


def _functions(subject: Subject) -> Iterator[dict[str, Any]]:
    for module, function in functions_in_order(subject.plan):
        yield {
            "module": module,
            "name": function.name,
            "inputs": list(function.inputs),
            "settings": list(function.settings),
            "takes_config": function.takes_config,
            "outputs": list(returned(function)),
            "cells": sorted({ref.cell for ref in function.body}),
            "async": function.is_async,
        }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "default": parameter.default if is_known_default(parameter) else None,
        "annotation": parameter.annotation,
        "kind": parameter.kind.value,
        "variable": parameter.variable,
        "cell": parameter.origin.cell,
        "statement": list(parameter.origin.path),
    }


TEMPLATE = Template(path="docs/provenance.json", render=render)
