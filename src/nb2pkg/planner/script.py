"""The last rung: the notebook as one flat script inside the package, run as it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from nb2pkg.model.plan import (
    Cut,
    Edit,
    Fate,
    FunctionPlan,
    GlobalToNonlocal,
    ModulePlan,
    PackagePlan,
    Pipeline,
    Placement,
    Refusal,
    ShowValue,
    Step,
)
from nb2pkg.planner.aliases import aliases_of
from nb2pkg.planner.history import HELPERS, history_edits, history_names, input_edits, output_numbers
from nb2pkg.planner.pipeline_stages import whole_stage
from nb2pkg.planner.requirements import requirements_of
from nb2pkg.planner.shows import RETURNS_NONE
from nb2pkg.planner.statements import globals_in, node_of, where
from nb2pkg.planner.timeline import Timeline

if TYPE_CHECKING:
    from nb2pkg.planner.build import Choices

NAME = "run_script"
NO_MODELS = Refusal(
    code="models-of-script",
    cell=0,
    message="models were to be saved, and those that a flat script fits are not",
    remedy="lift what keeps the notebook a script",
)


def plan_script(timeline: Timeline, choices: Choices, reasons: tuple[Refusal, ...]) -> PackagePlan:
    """A package of one script. Nothing is parameterised, nothing is renamed; shown values are still shown."""
    refs = tuple(flow.ref for flow in timeline.statements)
    reasons = (*reasons, *((NO_MODELS,) if choices.models else ()))
    history = history_names(timeline)
    function = FunctionPlan(
        name=NAME,
        stage="",
        inputs=(),
        settings=(),
        unpacked=(),
        outputs=(),
        results=(),
        initialised=(),
        body=refs,
        edits=tuple(_edits(timeline, history)),
        figures=(),
        local_imports=(),
        prose=(),
        is_script=True,
    )
    runtime = (
        ("display", "display"),
        ("display", "show"),
        *(HELPERS if history else ()),
        ("shell", "run_shell"),
        ("shell", "capture_shell"),
    )
    module = ModulePlan(
        name="script",
        imports=(),
        guarded_imports=(),
        siblings=(),
        runtime=runtime,
        definitions=(),
        functions=(function,),
    )
    step = Step(function=NAME, module="script", inputs=(), settings=(), outputs=(), takes_config=False, is_async=False)
    return PackagePlan(
        saves_models=choices.models,
        name=choices.name,
        title=timeline.notebook.title or choices.name.replace("_", " "),
        source=timeline.notebook.file_name,
        python_version=choices.python_version,
        displays=choices.displays,
        figures=choices.figures,
        cut=Cut.SCRIPT,
        modules=(module,),
        steps=(step,),
        parameters=(),
        requirements=requirements_of(timeline.notebook, timeline.statements, (), kept=refs, has_figures=False),
        placements=tuple(Placement(ref=ref, fate=Fate.FUNCTION, module="script", name=NAME) for ref in refs),
        refusals=reasons,
        aliases=aliases_of(timeline, set(timeline.binders)),
        pipeline=choices.pipeline,
        stages=() if choices.pipeline is Pipeline.NONE else (whole_stage(),),
    )


def _edits(timeline: Timeline, history: frozenset[str]) -> Iterator[Edit]:
    numbers = output_numbers(timeline) if history else {}
    for position in range(len(timeline.statements)):
        yield from history_edits(timeline, position, history)
        yield from input_edits(timeline, position)
        yield from _shown(timeline, position, numbers)
        yield from _global_at_top(timeline, position)


def _global_at_top(timeline: Timeline, position: int) -> Iterator[Edit]:
    """Where no function is around, `global` does nothing, but is an error after a use of the name in another cell."""
    ref = timeline.statements[position].ref
    if "global" in timeline.notebook.cell_by_index[ref.cell].python:
        for child, is_inside in globals_in(node_of(timeline.notebook, ref)):
            if not is_inside:
                yield GlobalToNonlocal(at=where(timeline.notebook, ref, child), names=())


def _shown(timeline: Timeline, position: int, numbers: Mapping[int, int]) -> tuple[ShowValue, ...]:
    flow = timeline.statements[position]
    node = node_of(timeline.notebook, flow.ref)
    if not flow.shown or not isinstance(node, ast.Expr):
        return ()
    if isinstance(node.value, ast.Call) and any(c.method in RETURNS_NONE for c in flow.calls[:1]):
        return ()
    return (ShowValue(at=where(timeline.notebook, flow.ref, node.value), number=numbers.get(flow.ref.cell, 0)),)
