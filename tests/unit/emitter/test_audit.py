"""The check that nothing is lost and nothing is there twice."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from nb2pkg.emitter.audit import audit
from nb2pkg.model.notebook import Cell, CellId, Notebook
from nb2pkg.model.plan import Displays, Fate, Figures, ModulePlan, PackagePlan
from nb2pkg.planner import plan_package
from nb2pkg.tracer import trace

TEXTS = ("import json", "def f(x): return x", "rows = f(list('ab'))", "print(json.dumps(rows))\nrows.append(1)")
NOTEBOOK = Notebook(
    path="n.ipynb",
    cells=tuple(Cell(id=CellId(f"c{i}"), index=i, source=text, python=text) for i, text in enumerate(TEXTS)),
)


@pytest.fixture
def plan() -> PackagePlan:
    return plan_package(
        NOTEBOOK, trace(NOTEBOOK), name="p", displays=Displays.LOG, figures=Figures.SAVE, python_version="3.11"
    )


def with_bodies(plan: PackagePlan, *, doubled: bool) -> PackagePlan:
    """The plan with the last statement of a function missing, or there twice."""

    def changed(module: ModulePlan) -> ModulePlan:
        functions = (replace(f, body=(*f.body, f.body[-1]) if doubled else f.body[:-1]) for f in module.functions)
        return replace(module, functions=tuple(functions))

    return replace(plan, modules=tuple(changed(module) for module in plan.modules))


def test_sound(plan: PackagePlan) -> None:
    audit(NOTEBOOK, plan)
    assert {p.fate for p in plan.placements} == {Fate.IMPORT, Fate.FUNCTION}


@pytest.mark.parametrize("index", range(5))
def test_a_statement_without_a_place(plan: PackagePlan, index: int) -> None:
    left = plan.placements[:index] + plan.placements[index + 1 :]
    with pytest.raises(AssertionError, match="placed wrongly"):
        audit(NOTEBOOK, replace(plan, placements=left))


def test_a_statement_with_two_places(plan: PackagePlan) -> None:
    with pytest.raises(AssertionError, match="placed wrongly"):
        audit(NOTEBOOK, replace(plan, placements=(*plan.placements, plan.placements[0])))


@pytest.mark.parametrize("doubled", [True, False])
def test_a_statement_emitted_twice_or_never(plan: PackagePlan, doubled: bool) -> None:
    with pytest.raises(AssertionError, match="emitted wrongly"):
        audit(NOTEBOOK, with_bodies(plan, doubled=doubled))


def test_a_definition_lost(plan: PackagePlan) -> None:
    modules = tuple(replace(module, definitions=()) for module in plan.modules)
    with pytest.raises(AssertionError, match="emitted wrongly"):
        audit(NOTEBOOK, replace(plan, modules=modules))


def test_a_statement_said_to_be_dropped_that_is_emitted(plan: PackagePlan) -> None:
    placements = (*plan.placements[:-1], replace(plan.placements[-1], fate=Fate.DROPPED))
    with pytest.raises(AssertionError, match="emitted wrongly"):
        audit(NOTEBOOK, replace(plan, placements=placements))
