"""From groups of statements to functions: their signatures, their names, and the edits to their statements."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.flow import Form, ImportBinding, StmtFlow
from nb2pkg.model.notebook import Location
from nb2pkg.model.plan import (
    AddParameters,
    BindNames,
    Displays,
    DropAssignment,
    Edit,
    FigurePoint,
    Figures,
    FunctionPlan,
    GlobalToNonlocal,
    ParameterKind,
    PassNames,
    RenameName,
    ShowValue,
    UseParameter,
)
from nb2pkg.planner.called import deeds_of, things_of
from nb2pkg.planner.figure_points import figure_edits
from nb2pkg.planner.fits import Fits
from nb2pkg.planner.group import Group
from nb2pkg.planner.history import input_edits, remembered_value
from nb2pkg.planner.lifting import Lifting
from nb2pkg.planner.naming import Described, Namer, verb_of
from nb2pkg.planner.settings import Settings
from nb2pkg.planner.shows import is_worth_showing
from nb2pkg.planner.stages import stage_of_all
from nb2pkg.planner.statements import globals_in, inside_f_strings, node_of, where
from nb2pkg.planner.timeline import Timeline, union
from nb2pkg.syntax.literals import is_literal
from nb2pkg.syntax.scopes import top_level_uses
from nb2pkg.syntax.walking import statements_in

MOST_PLAIN_SETTINGS = 3
MOST_PARAMETERS = 6
MOST_RESULTS = 2
PLOT_HANDLES = frozenset(
    {"fig", "ax", "axes", "axs", "figure", "g", "f", "p", "plot", "_", "im", "cbar", "ax1", "ax2", "h"}
)


class Context(Struct, frozen=True, kw_only=True):
    """All that the functions are made from."""

    timeline: Timeline
    lifting: Lifting
    settings: Settings
    renames: Mapping[int, tuple[Edit, ...]]
    drawing: frozenset[str]
    figures_close: bool  # figures are closed at the end of every cell
    displays: Displays
    figures: Figures
    config_name: str
    last_in_cell: frozenset[int]  # positions after which a cell that draws ends
    history: frozenset[str]  # names of the kernel's output history that the notebook reads
    fits: Fits  # models that are saved
    numbers: Mapping[int, int]  # cells whose shown values are remembered, and their numbers in that history


class Draft(Struct, frozen=True, kw_only=True):
    """A function before it has a name."""

    positions: tuple[int, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    unsure: tuple[str, ...]
    local_imports: tuple[ImportBinding, ...] = ()


def drafts_of(timeline: Timeline, flow: tuple[int, ...], groups: tuple[Group, ...]) -> tuple[Draft, ...]:
    """Groups as drafts; names that an import alone has bound are imported again instead of being handed over."""
    drafts = [_draft(timeline, flow, group) for group in groups]
    needed: frozenset[str] = frozenset()
    for index in reversed(range(len(drafts))):
        draft = drafts[index]
        kept = tuple(name for name in draft.outputs if name in needed)
        drafts[index] = replace(draft, outputs=kept, unsure=tuple(name for name in draft.unsure if name in kept))
        sure = union(timeline.statements[p].binds for p in draft.positions) & set(kept)
        needed = (needed - sure) | set(draft.inputs)
    return tuple(drafts)


def _draft(timeline: Timeline, flow: tuple[int, ...], group: Group) -> Draft:
    positions = flow[group.start : group.end]
    imported: list[ImportBinding] = []
    inputs: list[str] = []
    for name in group.inputs:
        bindings = _only_import_before(timeline, name, positions[0])
        imported += bindings
        inputs += [] if bindings else [name]
    order = {name: timeline.first_bound[name] for name in (*inputs, *group.outputs)}
    return Draft(
        positions=positions,
        inputs=tuple(sorted(inputs, key=lambda name: order[name])),
        outputs=tuple(sorted(group.outputs, key=lambda name: order[name])),
        unsure=group.unsure,
        local_imports=tuple(imported),
    )


def _only_import_before(timeline: Timeline, name: str, position: int) -> list[ImportBinding]:
    before = [p for p in timeline.binders[name] if p < position]
    if not before:
        return []
    last = timeline.statements[before[-1]]
    if last.form is not Form.IMPORT or name not in last.binds:
        return []
    return [binding for binding in last.imports if binding.name == name]


def function_of(
    context: Context, draft: Draft, namer: Namer, *, heading: str, prose: tuple[int, ...], chosen: str = ""
) -> FunctionPlan:
    """The plan of one function; `chosen` is the name that the author has given it, if any."""
    flows = [context.timeline.statements[p] for p in draft.positions]
    stage = stage_of_all(flows)
    fields = _fields(context, draft)
    takes_config = len(fields) > MOST_PLAIN_SETTINGS or (
        len(fields) > 1 and len(fields) + len(draft.inputs) > MOST_PARAMETERS
    )
    results, dead = _results(context, draft)
    imported = context.lifting.sorting.imports.keys()
    named = (name for flow in flows for name in (*sorted(flow.binds), *_shown_names(context, flow)))
    incidental = _incidental(context, flows)
    touched = tuple(dict.fromkeys(name for name in named if name not in imported))
    outputs = tuple(name for name in draft.outputs or results if name not in incidental)
    name = chosen or namer.name(
        Described(
            heading=_transforming(context, draft) or heading,
            stage=stage,
            outputs=outputs,
            inputs=draft.inputs,
            touched=tuple(sorted(touched, key=incidental.__contains__)),
            files=_files(context, fields),
            is_written=all(_is_written(node) for node in _nodes(context, flows)),
            deeds=_free(context, stage, deeds_of(flows, _nodes(context, flows))),
            things=_free(context, stage, things_of(flows, outputs=outputs, verb=verb_of(stage, outputs))),
        )
    )
    unpacked = _unpacked(context, draft) if takes_config else ()
    return FunctionPlan(
        name=name,
        stage=stage,
        inputs=draft.inputs,
        settings=fields,
        unpacked=unpacked,
        outputs=draft.outputs,
        results=results,
        initialised=tuple(dict.fromkeys((*draft.unsure, *_written_from_inside(draft, flows)))),
        body=tuple(flow.ref for flow in flows),
        edits=tuple(_edits(context, draft, dead, takes_config=takes_config, unpacked=unpacked)),
        figures=tuple(
            FigurePoint(after=f.ref) for p, f in zip(draft.positions, flows, strict=True) if p in context.last_in_cell
        ),
        local_imports=draft.local_imports,
        prose=prose,
        takes_config=takes_config,
        is_async=any(flow.awaits for flow in flows),
        models=tuple(fit.kept for position in draft.positions if (fit := context.fits.at(position)) is not None),
    )


def _incidental(context: Context, flows: list[StmtFlow]) -> frozenset[str]:
    """Names that tell little: of numbers and texts that stand in the code (`rate = 0.3`), of what a loop goes over."""
    nodes = list(zip(flows, _nodes(context, flows), strict=True))
    typed = union(flow.binds for flow, node in nodes if isinstance(node, ast.Assign) and is_literal(node.value))
    loops = (node.target for _, node in nodes if isinstance(node, ast.For))
    return typed | {name.id for target in loops for name in ast.walk(target) if isinstance(name, ast.Name)}


def _free(context: Context, stage: str, called: Iterable[str]) -> tuple[str, ...]:
    """Names after calls, where no stage tells more than that something is drawn or done; imports have theirs."""
    wanted = called if stage in {"", "plot"} else ()
    return tuple(name for name in wanted if name not in context.lifting.sorting.imports)


def _nodes(context: Context, flows: list[StmtFlow]) -> list[ast.stmt]:
    return [node_of(context.timeline.notebook, flow.ref) for flow in flows]


def _is_written(node: ast.stmt) -> bool:
    """Whether it binds what stands there: numbers, texts, and lists and tables of them."""
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    displays = ast.List | ast.Tuple | ast.Set | ast.Dict
    return all(isinstance(part, displays | ast.Constant | ast.expr_context) for part in ast.walk(node.value))


def _transforming(context: Context, draft: Draft) -> str:
    """A heading for what makes features of held-out rows alone: new rows go through it too."""
    fits = [fit for fit in context.fits.found if fit.made and set(draft.positions) <= set(fit.made)]
    return f"Transform {fits[0].rows}" if fits else ""


def _written_from_inside(draft: Draft, flows: list[StmtFlow]) -> list[str]:
    """Names that only functions defined here bind (`global x`): they must be bound here before `nonlocal x` can."""
    bound = union(flow.binds | flow.may_bind for flow in flows) | set(draft.inputs)
    return sorted(union(flow.late_writes for flow in flows) - bound)


def _files(context: Context, fields: tuple[str, ...]) -> tuple[str, ...]:
    kinds = {p.name: p.kind for p in context.settings.parameters}
    return tuple(name for name in fields if kinds[name] in {ParameterKind.PATH, ParameterKind.URL})


def _fields(context: Context, draft: Draft) -> tuple[str, ...]:
    """Fields of Config that the statements need, in the order of Config."""
    wanted: set[str] = set()
    fields = context.settings.field_by_variable
    for position in draft.positions:
        flow = context.timeline.statements[position]
        wanted |= {fields[name] for name in flow.reads | flow.late_reads if name in fields}
        wanted |= {edit.parameter for edit in context.settings.literal_edits.get(position, ())}
    return tuple(p.name for p in context.settings.parameters if p.name in wanted)


def _unpacked(context: Context, draft: Draft) -> tuple[str, ...]:
    read = union(
        context.timeline.statements[p].reads | context.timeline.statements[p].late_reads for p in draft.positions
    )
    return tuple(sorted(read & context.settings.uneditable))


def _shown_names(context: Context, flow: StmtFlow) -> list[str]:
    return sorted(name for name in flow.reads if flow.shown and name in context.timeline.binders)


def _results(context: Context, draft: Draft) -> tuple[tuple[str, ...], dict[int, str]]:
    """Names that a function makes and no statement in it reads: returned if they are results, else not bound at all."""
    timeline = context.timeline
    flows = [timeline.statements[p] for p in draft.positions]
    # `nonlocal x` needs an `x` to be bound here, whether or not anything reads it.
    read = union(flow.reads | flow.late_reads | flow.late_writes for flow in flows)
    read |= union(fit.names for position in draft.positions if (fit := context.fits.at(position)) is not None)
    unread: dict[str, int] = {}
    for position, flow in zip(draft.positions, flows, strict=True):
        node = node_of(timeline.notebook, flow.ref)
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            unread |= dict.fromkeys(flow.binds - read - set(draft.outputs), position)
    worthy = [name for name, position in unread.items() if _is_result(timeline, name, position)]
    kept = tuple(worthy[-MOST_RESULTS:]) if not draft.outputs else ()
    dead = {
        position: name
        for name, position in unread.items()
        if name not in kept and _does_something(node_of(timeline.notebook, timeline.statements[position].ref))
    }
    return kept, dead


def _is_result(timeline: Timeline, name: str, position: int) -> bool:
    """Whether a name that nothing reads is a product of the notebook rather than a handle on a plot."""
    is_last = timeline.binders[name][-1] == position and max(timeline.readers.get(name, (-1,))) < position
    is_handle = name in PLOT_HANDLES or name.startswith("_") or "plotting" in timeline.statements[position].effects
    return is_last and not is_handle


def _does_something(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Call | ast.Await)


def _edits(
    context: Context, draft: Draft, dead: Mapping[int, str], *, takes_config: bool, unpacked: tuple[str, ...]
) -> Iterable[Edit]:
    for position in draft.positions:
        edits = (
            *context.renames.get(position, ()),
            *statement_edits(context, position, takes_config=takes_config, unpacked=unpacked),
        )
        flow = context.timeline.statements[position]
        node = node_of(context.timeline.notebook, flow.ref)
        if position in dead and isinstance(node, ast.Assign):
            drop = _drop_assignment(context, flow, node)
            edits = (drop, *(edit for edit in edits if not _stands_in(edit.at, drop.at)))
        yield from edits
        if isinstance(node, ast.Expr) and is_worth_showing(
            context.timeline, context.lifting.sorting, flow, context.displays
        ):
            number = context.numbers.get(flow.ref.cell, 0)
            yield ShowValue(at=where(context.timeline.notebook, flow.ref, node.value), number=number)


def _stands_in(part: Location, whole: Location) -> bool:
    """Whether a part begins in what is dropped: the old name, that would have been renamed."""
    return (whole.line, whole.column) <= (part.line, part.column) < (whole.end_line, whole.end_column)


def _drop_assignment(context: Context, flow: StmtFlow, node: ast.Assign) -> DropAssignment:
    whole = where(context.timeline.notebook, flow.ref, node)
    value = where(context.timeline.notebook, flow.ref, node.value)
    return DropAssignment(at=replace(whole, end_line=value.line, end_column=value.column))


def statement_edits(
    context: Context, position: int, *, takes_config: bool, unpacked: tuple[str, ...] = ()
) -> Iterable[Edit]:
    """Edits that any statement may need: settings, lifted names, `__name__`, figures, `global`."""
    notebook = context.timeline.notebook
    flow = context.timeline.statements[position]
    prefix = f"{context.config_name}." if takes_config else ""
    fields = context.settings.field_by_variable

    def spelled(name: str) -> str:
        return name if name not in fields or name in unpacked else prefix + fields[name]

    for edit in context.lifting.edits.get(position, ()):
        match edit:
            case PassNames() | BindNames():
                yield replace(edit, names=tuple((fields.get(key, key), spelled(value)) for key, value in edit.names))
            case AddParameters():
                yield replace(edit, names=tuple(fields.get(name, name) for name in edit.names))
            case _:
                yield edit
    for literal in context.settings.literal_edits.get(position, ()):
        yield UseParameter(at=literal.at, parameter=prefix + literal.parameter)
    node = node_of(notebook, flow.ref)
    given = frozenset(
        n for n in flow.reads | flow.late_reads if n not in context.timeline.binders and n in GIVEN | context.history
    )
    names = ((flow.reads | flow.late_reads) & fields.keys()) | given
    if names:
        fixed = inside_f_strings(node)
        for use in top_level_uses(node):
            if use.name in names and isinstance(use.node, ast.Name) and id(use.node) not in fixed:
                to = _kernel_value(use.name) if use.name in given else spelled(use.name)
                if to != use.name:
                    yield RenameName(at=where(notebook, flow.ref, use.node), to=to)
    yield from input_edits(context.timeline, position)
    if context.figures_close:
        yield from figure_edits(context.timeline, flow, context.figures)
    yield from _star_edits(context, flow, node)
    is_moved = flow.late_writes or position in context.lifting.sorting.flow or position in context.lifting.edits
    if "global" in notebook.cell_by_index[flow.ref.cell].python and is_moved:
        yield from _global_edits(context, flow, node)


GIVEN = frozenset({"__name__", "__file__"})


def _kernel_value(name: str) -> str:
    """What stands for a name that a kernel gives."""
    if name == "__name__":
        return '"__main__"'
    if name == "__file__":
        return "notebook_file()"
    return remembered_value(name)


def _star_edits(context: Context, flow: StmtFlow, node: ast.stmt) -> Iterable[Edit]:
    """`from m import *` inside a function is no Python: the names that are used, spelled out."""
    if not isinstance(node, ast.ImportFrom | ast.Try):
        return
    for child in statements_in(node):
        if not isinstance(child, ast.ImportFrom) or child.names[0].name != "*":
            continue
        module = child.module or ""
        known = {b.name for b in flow.imports if b.module == module} - context.lifting.sorting.imports.keys()
        if names := ", ".join(sorted(known)):
            yield RenameName(at=where(context.timeline.notebook, flow.ref, child.names[0]), to=names)
        else:  # nothing of it is used, but whether it is there may matter
            to = f'__import__("{"." * child.level}{module}")'
            yield RenameName(at=where(context.timeline.notebook, flow.ref, child), to=to)


def _global_edits(context: Context, flow: StmtFlow, node: ast.stmt) -> Iterable[Edit]:
    """At the top level `global` does nothing; in a definition it means what is now a variable of the function around.

    Only names that are written need to be declared, and only those are sure to be bound there.
    """
    for child, is_inside in globals_in(node):
        names = tuple(name for name in child.names if is_inside and name in flow.late_writes)
        yield GlobalToNonlocal(at=where(context.timeline.notebook, flow.ref, child), names=names)
