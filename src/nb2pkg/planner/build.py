"""The planner's own pipeline: sort, lift, find settings, cut, name, lay out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.flow import Flow, Form, ImportBinding
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import (
    Cut,
    Displays,
    Edit,
    Figures,
    FunctionPlan,
    ModulePlan,
    PackagePlan,
    Parameter,
    Pipeline,
    Refusal,
    StagePlan,
    Step,
)
from nb2pkg.planner.aliases import aliases_of
from nb2pkg.planner.cell_marks import chosen_names, joined_positions
from nb2pkg.planner.figure_points import closes_figures, drawing_functions, figure_points
from nb2pkg.planner.fits import Fits, fits_of, story_of
from nb2pkg.planner.functions import Context, Draft, drafts_of, function_of
from nb2pkg.planner.gains import gain_of, prose_between, stage_by_cell
from nb2pkg.planner.glue import glued_by_choice, glued_positions
from nb2pkg.planner.group import Item, cut
from nb2pkg.planner.heights import lines_besides
from nb2pkg.planner.history import history_names, output_numbers
from nb2pkg.planner.imports import WELL_KNOWN, effect_imports
from nb2pkg.planner.input_files import input_files
from nb2pkg.planner.learnt import with_learnt_values
from nb2pkg.planner.lifting import Lifting, flow_names, lift
from nb2pkg.planner.modules import CHECKED, HELPER_MODULE, KEEP, lay_out, module_plans
from nb2pkg.planner.naming import Namer
from nb2pkg.planner.pipeline_stages import stages_of, whole_stage
from nb2pkg.planner.placements import placements_of
from nb2pkg.planner.refusals import notebook_refusals, script_reason, script_that_awaits, shown_function_reason
from nb2pkg.planner.requirements import requirements_of
from nb2pkg.planner.script import plan_script
from nb2pkg.planner.serving import borders_of, model_refusals, servings_of, with_checked_inputs
from nb2pkg.planner.settings import ParameterKindOrder, settings_of
from nb2pkg.planner.shadows import unshadow
from nb2pkg.planner.shows import dropped_reasons, module_files
from nb2pkg.planner.sorting import Sorting, as_constants, sort_statements, with_shared_data
from nb2pkg.planner.stars import spell_out_stars
from nb2pkg.planner.steps import in_chapters, steps_of
from nb2pkg.planner.timeline import Timeline, timeline_of, union
from nb2pkg.syntax.names import unused_name

BORDER = 14.0  # the gain of a cut between what makes features and what learns from them: more than any cut costs
OUTPUT_NAMES = ("output_dir", "figures_dir", "package_output_dir", "nb2pkg_output_dir")


class Choices(Struct, frozen=True, kw_only=True):
    """What the user chose."""

    name: str
    displays: Displays
    figures: Figures
    python_version: str
    cut: Cut
    because: tuple[Refusal, ...]
    pipeline: Pipeline
    models: bool


def plan_package(
    notebook: Notebook,
    flow: Flow,
    *,
    name: str,
    displays: Displays,
    figures: Figures,
    python_version: str,
    cut: Cut = Cut.FUNCTIONS,
    because: tuple[Refusal, ...] = (),
    pipeline: Pipeline = Pipeline.NONE,
    models: bool = False,
) -> PackagePlan:
    """The whole refactoring of a notebook into the package `name`; cells that do not parse are left out.

    `because`: why the cut is coarser than it could be, if somebody other than the user has found that. `models`:
    those that are fitted can be saved, and used if that is possible.
    """
    awaiting = script_that_awaits(flow) if cut is Cut.SCRIPT else None
    if awaiting is not None:
        cut, because = Cut.ONE, (*because, awaiting)
    choices = Choices(
        name=name,
        displays=displays,
        figures=figures,
        python_version=python_version,
        cut=cut,
        because=because,
        pipeline=pipeline,
        models=models,
    )
    if cut is Cut.SCRIPT:
        return plan_script(timeline_of(notebook, flow), choices, because)
    spelled = spell_out_stars(timeline_of(notebook, flow))
    unshadowed = unshadow(spelled.timeline)
    reason = script_reason(unshadowed.timeline, unknown_stars=spelled.unknown, stuck=unshadowed.stuck)
    if reason is not None:
        return _only_as_script(notebook, flow, choices, reason)
    lifting = lift(unshadowed.timeline, _sort(unshadowed.timeline), may_lift=cut is not Cut.ONE)
    reason = shown_function_reason(unshadowed.timeline, lifting.sorting)
    if reason is not None:
        return _only_as_script(notebook, flow, choices, reason)
    return _plan_functions(unshadowed.timeline, flow, choices, lifting, renames=unshadowed.edits)


def _only_as_script(notebook: Notebook, flow: Flow, choices: Choices, reason: Refusal) -> PackagePlan:
    """Raises Nb2pkgError where the script would await: that is for kernels only."""
    if (awaiting := script_that_awaits(flow)) is not None:
        raise Nb2pkgError(
            f"This notebook can only be a script, because {reason.message}; but it awaits outside of functions.",
            hint=f"Either {reason.remedy}, or {awaiting.remedy}.",
        )
    return plan_script(timeline_of(notebook, flow), choices, (reason,))


def _plan_functions(
    timeline: Timeline, traced: Flow, choices: Choices, lifting: Lifting, *, renames: Mapping[int, tuple[Edit, ...]]
) -> PackagePlan:
    sorting = lifting.sorting
    dropped = dropped_reasons(lifting.timeline, sorting, choices.displays)
    flow = tuple(p for p in sorting.flow if p not in dropped)
    taken = _taken_names(lifting.timeline)
    story = story_of(lifting.timeline, sorting, traced, flow)
    fits = fits_of(story) if choices.models else Fits()
    context = _context(timeline, choices, lifting, flow, renames, fits)
    drafts = _cut(context, flow, choices.cut, borders_of(story, fits))
    chosen, namer = _names(context, drafts, taken)
    functions, headings = _functions(context, drafts, namer, chosen)
    layout = lay_out(context, functions)
    steps = steps_of(functions, headings, {f.name: m for m, found in layout.functions.items() for f in found})
    servings = servings_of(story, fits, steps, functions, context.settings.parameters)
    if any(not serving.hindrances for serving in servings):
        functions = with_learnt_values(story, with_checked_inputs(functions, servings), servings)
        layout = lay_out(context, functions)
    modules = module_plans(context, layout)
    stages, ties = _pipeline_stages(context, functions, steps, choices.pipeline)
    extra = effect_imports(context.timeline, sorting)
    return PackagePlan(
        name=choices.name,
        title=timeline.notebook.title or choices.name.replace("_", " "),
        source=timeline.notebook.file_name,
        python_version=choices.python_version,
        displays=choices.displays,
        figures=choices.figures,
        cut=choices.cut,
        modules=modules,
        steps=tuple(stage.step for stage in stages) if stages and steps else in_chapters(steps, namer),
        parameters=_used_parameters(context.settings.parameters, functions),
        requirements=requirements_of(
            timeline.notebook,
            timeline.statements,
            _bindings(modules, functions, extra),
            kept=[timeline.statements[p].ref for p in _kept(sorting, flow)],
            has_figures=_has_helper(modules, "figures"),
            has_models=bool(fits.found),
        ),
        placements=placements_of(context, layout, dropped),
        refusals=(
            *choices.because,
            *notebook_refusals(context, functions, modules),
            *ties,
            *(model_refusals(story, fits, servings) if choices.models else ()),
        ),
        pipeline=choices.pipeline,
        stages=stages,
        effect_imports=extra,
        config_name=context.config_name,
        output_name=next(n for n in OUTPUT_NAMES if n not in {p.name for p in context.settings.parameters}),
        inputs=input_files(context),
        aliases=aliases_of(context.timeline, taken),
        module_files=module_files(context.timeline),
        saves_models=choices.models,
        models=servings,
    )


def _context(
    timeline: Timeline,
    choices: Choices,
    lifting: Lifting,
    flow: tuple[int, ...],
    renames: Mapping[int, tuple[Edit, ...]],
    fits: Fits,
) -> Context:
    """What all functions are made by."""
    drawing = drawing_functions(lifting.timeline, lifting.sorting.definitions)
    history, is_closing = history_names(timeline), closes_figures(timeline)
    return Context(
        timeline=lifting.timeline,
        lifting=lifting,
        settings=settings_of(lifting.timeline, lifting.sorting),
        renames=renames,
        drawing=drawing,
        figures_close=is_closing,
        displays=choices.displays,
        figures=choices.figures,
        config_name=unused_name("config", _taken_names(lifting.timeline)),
        history=history,
        fits=fits,
        numbers=output_numbers(timeline) if history else {},
        last_in_cell=figure_points(lifting.timeline, flow, drawing) if is_closing else frozenset(),
    )


def _bindings(
    modules: Sequence[ModulePlan], functions: Sequence[FunctionPlan], extra: Sequence[ImportBinding]
) -> list[ImportBinding]:
    """All that the package imports."""
    return [
        *(binding for module in modules for binding in module.imports),
        *extra,
        *(binding for function in functions for binding in function.local_imports),
    ]


def _kept(sorting: Sorting, flow: tuple[int, ...]) -> list[int]:
    """Positions of the statements that stand in the package, but for imports that always go through."""
    return sorted({*flow, *sorting.guarded.values(), *sorting.definitions.values(), *sorting.constants.values()})


def _pipeline_stages(
    context: Context, functions: tuple[FunctionPlan, ...], steps: tuple[Step, ...], pipeline: Pipeline
) -> tuple[tuple[StagePlan, ...], tuple[Refusal, ...]]:
    if pipeline is Pipeline.NONE:
        return (), ()
    if not steps:
        return (whole_stage(),), ()
    return stages_of(context, functions, steps, _taken_names(context.timeline) | {f.name for f in functions})


def _sort(timeline: Timeline) -> Sorting:
    declared = frozenset(
        p
        for p, flow in enumerate(timeline.statements)
        if timeline.notebook.cell_by_index[flow.ref.cell].tags & {"parameters", "injected-parameters"}
    )
    sorting = sort_statements(timeline, declared=declared)
    # Settings that definitions read: hard to hand over (any use as a value), easy to read as constants.
    read = union(timeline.statements[p].late_reads | timeline.statements[p].reads for p in sorting.definitions.values())
    sorting = with_shared_data(timeline, as_constants(sorting, read & sorting.settings.keys()))
    read_at_all = union(flow.reads | flow.late_reads for flow in timeline.statements)
    missing = {
        name: (binding,) for name, binding in WELL_KNOWN.items() if name in read_at_all and name not in timeline.binders
    }
    return replace(sorting, imports={**sorting.imports, **missing})


def _taken_names(timeline: Timeline) -> set[str]:
    names = {name for flow in timeline.statements for name in flow.binds | flow.may_bind | flow.reads | flow.late_reads}
    return names | HELPER_MODULE.keys()


def _cut(context: Context, flow: tuple[int, ...], fineness: Cut, borders: frozenset[int]) -> tuple[Draft, ...]:
    timeline = context.timeline
    variables = flow_names(timeline, context.lifting.sorting) - context.lifting.sorting.settings.keys()
    glued = glued_positions(timeline, flow, variables) | glued_by_choice(timeline, flow, fineness)
    glued |= joined_positions(timeline, flow)
    stages = stage_by_cell(timeline, flow)
    pairs = zip((None, *flow), flow, strict=False)
    items = [
        _item(
            context,
            p,
            gain=BORDER if p in borders else gain_of(timeline, p, before, stages),
            besides=lines_besides(timeline, p, before),
            glued=p in glued,
        )
        for before, p in pairs
    ]
    return drafts_of(timeline, flow, cut(items))


def _item(context: Context, position: int, *, gain: float, besides: int, glued: bool) -> Item:
    facts = context.timeline.statements[position]
    fit = context.fits.at(position)
    saved = fit.names - facts.binds if fit is not None else frozenset()
    is_sure = facts.form is Form.OTHER and not facts.binds and not facts.may_bind - facts.deletes
    return Item(
        uses=facts.reads | facts.late_reads | saved,
        binds=facts.binds | facts.leaves,
        may_bind=(facts.may_bind | facts.late_writes) - facts.deletes,
        deletes=facts.deletes if is_sure else frozenset(),
        lines=facts.lines + (1 if position in context.last_in_cell else 0),
        besides=besides,
        gain=gain,
        glued=glued,
    )


def _names(context: Context, drafts: tuple[Draft, ...], taken: set[str]) -> tuple[Mapping[Draft, str], Namer]:
    """The names that the author has given, and who names the others."""
    taken = taken | {"run", "main", "Config", context.config_name} | {p.name for p in context.settings.parameters}
    taken |= {KEEP, CHECKED} if context.fits.found else set()
    chosen = chosen_names(context.timeline, drafts, taken)
    return chosen, Namer(taken | set(chosen.values()))


def _functions(
    context: Context, drafts: tuple[Draft, ...], namer: Namer, chosen: Mapping[Draft, str]
) -> tuple[tuple[FunctionPlan, ...], dict[str, str]]:
    """Functions in order, and the heading that each starts."""
    functions: list[FunctionPlan] = []
    headings: dict[str, str] = {}
    seen = -1
    for draft in drafts:
        cells = [context.timeline.statements[p].ref.cell for p in draft.positions]
        prose = prose_between(context.timeline.notebook.prose, seen, max(cells))
        title = context.timeline.notebook.title
        above = [p for p in prose if p.index < cells[0] and p.heading and p.heading != title]
        within = tuple(p.index for p in prose)
        heading = above[-1].heading if above else ""
        function = function_of(context, draft, namer, heading=heading, prose=within, chosen=chosen.get(draft, ""))
        functions.append(function)
        if heading:
            headings[function.name] = heading
        seen = max(cells)
    return tuple(functions), headings


def _used_parameters(parameters: tuple[Parameter, ...], functions: tuple[FunctionPlan, ...]) -> tuple[Parameter, ...]:
    used = {name for function in functions for name in function.settings}
    return tuple(p for p in sorted(parameters, key=lambda p: ParameterKindOrder[p.kind]) if p.name in used)


def _has_helper(modules: Sequence[object], helper: str) -> bool:
    return any(helper == name for module in modules for name, _ in getattr(module, "runtime", ()))
