"""A plan as JSON, for other programs. Cells are numbered from 1 over all cells of the file, as in the text."""

from __future__ import annotations

import json
from typing import Any

from nb2pkg.model.notebook import Cell, Notebook
from nb2pkg.model.plan import DefinitionPlan, Fate, FunctionPlan, ModulePlan, PackagePlan, Step
from nb2pkg.reporter.format import PlanFormat

_VERSION = 1  # of this layout; raised when a key is renamed, removed or means something else


def _render(notebook: Notebook, plan: PackagePlan) -> str:
    document = {
        "version": _VERSION,
        "name": plan.name,
        "title": plan.title,
        "notebook": notebook.path,
        "python_version": plan.python_version,
        "displays": plan.displays.value,
        "figures": plan.figures.value,
        "cut": plan.cut.value,
        "modules": [_module(module) for module in plan.modules],
        "pipeline": [_step(step) for step in plan.steps],
        "settings": [
            {
                "name": parameter.name,
                "default": parameter.default or None,
                "annotation": parameter.annotation,
                "kind": parameter.kind.value,
                "cell": parameter.origin.cell + 1,
            }
            for parameter in plan.parameters
        ],
        "requirements": [
            {
                "distribution": r.distribution,
                "specifier": r.specifier,
                "evidence": r.evidence,
                "optional": r.is_optional,
            }
            for r in plan.requirements
        ],
        "left_out": [
            {"cell": placement.ref.cell + 1, "fate": placement.fate.value, "reason": placement.reason}
            for placement in plan.placements
            if placement.fate in {Fate.DROPPED, Fate.REFUSED}
        ],
        "refusals": [
            {"code": r.code, "cell": r.cell + 1, "message": r.message, "remedy": r.remedy} for r in plan.refusals
        ],
        "broken_cells": [_broken(cell) for cell in notebook.cells if cell.syntax_error],
        "notes": list(notebook.notes),
        "statements": len(plan.placements),
    }
    return json.dumps(document, indent=2) + "\n"  # all ASCII: nothing in it can steer a terminal


def _module(module: ModulePlan) -> dict[str, Any]:
    return {
        "name": module.name,
        "definitions": [_definition(definition) for definition in module.definitions],
        "functions": [_function(function) for function in module.functions],
    }


def _definition(definition: DefinitionPlan) -> dict[str, Any]:
    return {
        "name": definition.name,
        "origin": definition.origin.value,
        "cell": definition.ref.cell + 1,
        "lifted": list(definition.lifted),
    }


def _function(function: FunctionPlan) -> dict[str, Any]:
    return {
        "name": function.name,
        "stage": function.stage,
        "inputs": list(function.inputs),
        "settings": list(function.settings),
        "outputs": list(dict.fromkeys(function.outputs + function.results)),
        "cells": sorted({ref.cell + 1 for ref in function.body}),
        "statements": len(function.body),
        "is_async": function.is_async,
        "is_script": function.is_script,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "function": step.function,
        "module": step.module,
        "heading": step.heading,
        "inputs": list(step.inputs),
        "settings": list(step.settings),
        "outputs": list(step.outputs),
        "steps": [_step(inner) for inner in step.chapter],
    }


def _broken(cell: Cell) -> dict[str, Any]:
    problem = cell.syntax_error
    assert problem is not None
    return {
        "cell": cell.index + 1,
        "execution_count": cell.execution_count,
        "message": problem.message,
        "line": problem.line,
        "python2": problem.python2,
    }


FORMAT = PlanFormat(name="json", suffix=".json", render=_render)
