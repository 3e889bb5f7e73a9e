"""The last rung: the notebook as one flat script inside the package, run as it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from nb2pkg.model.flow import Form
from nb2pkg.model.plan import (
    Cut,
    Edit,
    Fate,
    FigurePoint,
    Figures,
    FunctionPlan,
    GlobalToNonlocal,
    ModulePlan,
    PackagePlan,
    Pipeline,
    Placement,
    Refusal,
    RenameName,
    SaveHere,
    ShowValue,
    Step,
)
from nb2pkg.planner.aliases import aliases_of
from nb2pkg.planner.figure_points import (
    FIGURE_HELPER,
    closes_figures,
    drawing_functions,
    figure_edits,
    figure_points,
)
from nb2pkg.planner.history import HELPERS, history_edits, history_names, input_edits, output_numbers
from nb2pkg.planner.modules import FROM_IPYTHON, HELPER_MODULE, is_replaced
from nb2pkg.planner.pipeline_stages import whole_stage
from nb2pkg.planner.requirements import requirements_of
from nb2pkg.planner.shows import RETURNS_NONE, figure_shows
from nb2pkg.planner.statements import globals_in, node_of, where
from nb2pkg.planner.timeline import Timeline, union
from nb2pkg.syntax.walking import statements_in

if TYPE_CHECKING:
    from nb2pkg.planner.build import Choices

NAME = "run_script"
_CALLED_BY_NAME = ("display", "run_shell", "capture_shell", "write_file")
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
    history, points = history_names(timeline), _figure_points(timeline)
    edits = tuple(_edits(timeline, history, choices.figures, package=choices.name))
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
        edits=edits,
        figures=tuple(FigurePoint(after=timeline.statements[p].ref) for p in sorted(points)),
        local_imports=(),
        prose=(),
        is_script=True,
    )
    module = ModulePlan(
        name="script",
        imports=(),
        guarded_imports=(),
        siblings=(),
        runtime=tuple(_runtime(timeline, function, choices.figures, has_history=bool(history))),
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
        requirements=requirements_of(timeline.notebook, timeline.statements, (), kept=refs, has_figures=bool(points)),
        placements=tuple(Placement(ref=ref, fate=Fate.FUNCTION, module="script", name=NAME) for ref in refs),
        refusals=reasons,
        aliases=aliases_of(timeline, set(timeline.binders)),
        pipeline=choices.pipeline,
        stages=() if choices.pipeline is Pipeline.NONE else (whole_stage(),),
    )


def _runtime(
    timeline: Timeline, function: FunctionPlan, figures: Figures, *, has_history: bool
) -> Iterator[tuple[str, str]]:
    """The helpers that the script calls, each with its module."""
    used = union(flow.reads | flow.late_reads | flow.hidden_reads for flow in timeline.statements)
    bound = {n for flow in timeline.statements for n in flow.binds if not any(map(is_replaced, flow.imports))}
    run_as_text = "".join(
        timeline.notebook.cell_by_index[flow.ref.cell].python for flow in timeline.statements if flow.dynamic
    )
    for name in _CALLED_BY_NAME:
        if name not in bound and (name in used or name in run_as_text):
            yield HELPER_MODULE[name], name
    if any(isinstance(edit, ShowValue) for edit in function.edits):
        yield "display", "show"
    if function.figures or any(isinstance(edit, SaveHere) for edit in function.edits):
        yield "figures", FIGURE_HELPER[figures]
    yield from HELPERS if has_history else ()


def _figure_points(timeline: Timeline) -> frozenset[int]:
    definitions = {
        name: position
        for position, flow in enumerate(timeline.statements)
        if flow.form in {Form.FUNCTION, Form.CLASS, Form.LAMBDA}
        for name in flow.binds
    }
    positions = range(len(timeline.statements))
    if not closes_figures(timeline):
        return frozenset()
    return figure_points(timeline, positions, drawing_functions(timeline, definitions))


def _edits(timeline: Timeline, history: frozenset[str], figures: Figures, *, package: str) -> Iterator[Edit]:
    numbers = output_numbers(timeline) if history else {}
    is_closing = closes_figures(timeline)
    for position in range(len(timeline.statements)):
        yield from history_edits(timeline, position, history)
        yield from input_edits(timeline, position)
        yield from _shown(timeline, position, numbers)
        yield from _global_at_top(timeline, position)
        yield from _own_display(timeline, position, package)
        if is_closing:
            yield from figure_edits(timeline, timeline.statements[position], figures)


def _own_display(timeline: Timeline, position: int, package: str) -> Iterator[Edit]:
    """`from IPython.display import display, HTML` brings the package's `display`, which must not be bound over."""
    flow = timeline.statements[position]
    if not any(map(is_replaced, flow.imports)):
        return
    for child in statements_in(node_of(timeline.notebook, flow.ref)):
        if isinstance(child, ast.ImportFrom) and child.module in FROM_IPYTHON:
            others = [alias for alias in child.names if (alias.name, alias.asname) != ("display", None)]
            own = ast.ImportFrom(module=f"{package}.display", names=[ast.alias("display")], level=0)
            rest = ast.ImportFrom(module=child.module, names=others, level=0) if others else own
            if len(others) < len(child.names):  # where others stay, the script has its own from the top
                yield RenameName(at=where(timeline.notebook, flow.ref, child), to=ast.unparse(rest))


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
    if any(call.at == where(timeline.notebook, flow.ref, node.value) for call in figure_shows(timeline, flow)):
        return ()
    return (ShowValue(at=where(timeline.notebook, flow.ref, node.value), number=numbers.get(flow.ref.cell, 0)),)
