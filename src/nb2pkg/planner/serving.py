"""Whether features for new data can be made by the functions that made those of the training data, and how."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.models import looks_at_rows, names
from nb2pkg.model.flow import StmtFlow
from nb2pkg.model.notebook import StmtRef
from nb2pkg.model.plan import FunctionPlan, Hindrance, Parameter, ParameterKind, Refusal, Serving, Step
from nb2pkg.planner.fits import Fit, Fits, Story, root_of, split_of
from nb2pkg.planner.learnt import keepable_calls
from nb2pkg.planner.sources import sources_of
from nb2pkg.planner.statements import opens_for_writing

SORTS = names("sorts")
NO_MODEL = "models were to be saved, and none is fitted"
FIT_PLAINLY = "bind features and model to names, and call `fit` in a statement of its own"
SEPARATE = "make features of rows one by one, or by what was fitted before (`fit` on training rows, then `transform`)"


class Cutting(Struct, frozen=True, kw_only=True):
    """The functions that the notebook was cut into, by the statements in them, and the pipeline that calls them."""

    steps: tuple[Step, ...]
    functions: Mapping[str, FunctionPlan]
    files: tuple[str, ...]  # settings that name files or addresses


def servings_of(
    story: Story,
    fits: Fits,
    steps: tuple[Step, ...],
    functions: tuple[FunctionPlan, ...],
    parameters: Iterable[Parameter],
) -> tuple[Serving, ...]:
    """For each model the way from a file to its features, or what stands in it."""
    places = tuple(p.name for p in parameters if p.kind in {ParameterKind.PATH, ParameterKind.URL})
    cutting = Cutting(steps=steps, functions={f.name: f for f in functions}, files=places)
    return tuple(_serving_of(story, fits, fit, cutting) for fit in fits.found)


def _serving_of(story: Story, fits: Fits, fit: Fit, cutting: Cutting) -> Serving:
    """The way from a file to features, or what stands in it."""
    hindrances = _in_itself(story, fits, fit)
    if hindrances:
        return Serving(model=fit.kept, hindrances=hindrances)
    border, whole = story.ref(_border(fit)), _whole(fit)
    made = sources_of(story.flow, border, {root_of(whole)})
    ending = _index(cutting, border)
    before = _steps_for(cutting, cutting.steps[:ending], {root_of(whole)}, made)
    since = {story.ref(position) for position in fit.made}
    later = tuple(step for step in cutting.steps if since & set(cutting.functions[step.function].body))
    sources = [n for n in cutting.files if any(n in cutting.functions[s.function].settings for s in before)]
    found = [
        *_cut_together(cutting, made, cutting.steps[ending:]),
        *_asking_for_more(cutting, fit, later),
        *_beside_the_way(story, fits, cutting, (*before, *later)),
        *_no_source(story, fit, sources),
    ]
    if found:
        return Serving(model=fit.kept, hindrances=tuple(dict.fromkeys(found)))
    return Serving(
        model=fit.kept,
        features=fit.rows,
        source=sources[0],
        steps=before,
        table=fit.table,
        whole=whole,
        divided=fit.roots[0] if fit.split and fit.roots[0] != whole else "",
        later=later,
        state=tuple(name for name in fit.state if any(name in step.inputs for step in later)),
        settings=_settings(cutting, (*before, *later), sources[0]),
        learnt=tuple(ref for ref in sorted(made, key=story.timeline.position_of.__getitem__) if _keeps(story, ref)),
    )


def _keeps(story: Story, ref: StmtRef) -> bool:
    return bool(keepable_calls(story, story.timeline.position_of[ref]))


def with_checked_inputs(functions: tuple[FunctionPlan, ...], servings: Sequence[Serving]) -> tuple[FunctionPlan, ...]:
    """The functions, with the tables noted that they read for models which can predict for new data."""
    tables = dict.fromkeys(s.table for s in servings if s.table is not None)
    return tuple(
        replace(function, inputs_checked=tuple(table for table in tables if table[0] in function.body))
        for function in functions
    )


def model_refusals(story: Story, fits: Fits, servings: Sequence[Serving]) -> Iterator[Refusal]:
    """What is not saved, and for what nothing can be predicted, with the statements in the way."""
    if not fits.found and not fits.unsaved:
        yield Refusal(code="no-model", cell=0, message=NO_MODEL, remedy="fit one at the top level of a cell")
    for hindrance in fits.unsaved:
        message = f"`{_first_line(story, hindrance.ref)}`: no model is saved: {hindrance.reason}"
        yield Refusal(code="model-not-saved", cell=hindrance.ref.cell, message=message, remedy=FIT_PLAINLY)
    for serving in servings:
        for hindrance in serving.hindrances:
            message = f"`{_first_line(story, hindrance.ref)}`: {serving.model.label} cannot predict: {hindrance.reason}"
            yield Refusal(code="no-prediction", cell=hindrance.ref.cell, message=message, remedy=SEPARATE)


def _first_line(story: Story, ref: StmtRef) -> str:
    node = story.node(story.timeline.position_of[ref])
    return story.timeline.notebook.cell_by_index[ref.cell].python.splitlines()[node.lineno - 1].strip()[:60]


def _settings(cutting: Cutting, steps: Iterable[Step], source: str) -> tuple[str, ...]:
    used = {name for step in steps for name in cutting.functions[step.function].settings}
    return tuple(sorted(used - {source}))


def _border(fit: Fit) -> int:
    """The statement until which all rows are made alike."""
    return fit.split.position if fit.split else fit.position


def _in_itself(story: Story, fits: Fits, fit: Fit) -> tuple[Hindrance, ...]:
    """What is in the way however the notebook is cut: statements that make the features."""
    border, whole = story.ref(_border(fit)), _whole(fit)
    if not whole:
        named = "the rows that it divides have no name: bind them to one before"
        reason = named if fit.roots else "its rows are unknown"
        return (Hindrance(ref=border, reason=reason),)
    made = sources_of(story.flow, border, {root_of(whole)})
    here = [p for p in story.positions if story.ref(p) in made or p in fit.made]
    kept = {p: _inside(keepable_calls(story, p)) for p in here if story.ref(p) in made}
    found = ((p, _reason(story, fits, p) or _reason_by_rows(story, p, kept.get(p, frozenset()))) for p in here)
    return tuple(Hindrance(ref=story.ref(p), reason=reason) for p, reason in found if reason)


def _inside(calls: Iterable[ast.Call]) -> frozenset[int]:
    """Identities of all that the calls are made of."""
    return frozenset(id(part) for call in calls for part in ast.walk(call))


def _no_source(story: Story, fit: Fit, sources: Sequence[str]) -> Iterator[Hindrance]:
    if not sources:
        yield Hindrance(ref=fit.kept.after, reason="the data for its features is not read from a file")
    elif len(sources) > 1:
        files = ", ".join(f"`{name}`" for name in sources)
        yield Hindrance(ref=fit.kept.after, reason=f"its features come from several files ({files})")
    elif fit.table is None:
        reason = "its table is not read by pandas in a statement of its own, such as `df = pd.read_csv(...)`"
        yield Hindrance(ref=fit.kept.after, reason=reason)


def borders_of(story: Story, fits: Fits) -> frozenset[int]:
    """Positions before which a cut lets features of some model be made alone."""
    return frozenset(position for fit in fits.found for position in _borders_of(story, fits, fit))


def _borders_of(story: Story, fits: Fits, fit: Fit) -> frozenset[int]:
    """Positions before which a cut lets features be made alone: where rows are divided, and around what follows.

    None where that would not help, since a statement that makes them is in the way itself.
    """
    if _in_itself(story, fits, fit):
        return frozenset()
    found = {_border(fit)}
    for before, position in pairwise(story.positions):
        if (before in fit.made) != (position in fit.made):
            found.add(position)
    return frozenset(found)


def _whole(fit: Fit) -> str:
    """All rows, before any are divided, in source form; empty if they have none."""
    if fit.split is None:
        return fit.rows
    return fit.split.whole(fit.roots[0]) if len(fit.roots) == 1 else ""


def _index(cutting: Cutting, ref: StmtRef) -> int:
    """Which step a statement belongs to."""
    return next(n for n, step in enumerate(cutting.steps) if ref in cutting.functions[step.function].body)


def _steps_for(
    cutting: Cutting, steps: Sequence[Step], goal: Collection[str], made: Collection[StmtRef]
) -> tuple[Step, ...]:
    """The steps that make or change what is needed, and what they need themselves, in order."""
    needed, found = set(goal), list[Step]()
    for step in reversed(steps):
        if needed & set(step.outputs) or set(made) & set(cutting.functions[step.function].body):
            found.append(step)
            needed = (needed - set(step.outputs)) | set(step.inputs)
    return tuple(reversed(found))


def _cut_together(cutting: Cutting, made: Collection[StmtRef], steps: Iterable[Step]) -> Iterator[Hindrance]:
    """Statements of the way that stand in functions which cannot be called for new data."""
    for step in steps:
        for ref in cutting.functions[step.function].body:
            if ref in made:
                yield Hindrance(ref=ref, reason="it stands in one function with what divides the rows or fits")


def _asking_for_more(cutting: Cutting, fit: Fit, later: Iterable[Step]) -> Iterator[Hindrance]:
    """Functions after the split that take what neither new rows nor the saved model have."""
    known = {*fit.roots, root_of(fit.rows), *fit.state}
    for step in later:
        missing = [name for name in step.inputs if name not in known]
        if missing:
            ref = cutting.functions[step.function].body[0]
            yield Hindrance(ref=ref, reason=f"it stands in one function with what needs `{missing[0]}`")
        known |= set(step.outputs)


def _beside_the_way(story: Story, fits: Fits, cutting: Cutting, steps: Iterable[Step]) -> Iterator[Hindrance]:
    """Other statements of the functions on the way that must not run for new data."""
    for step in steps:
        for ref in cutting.functions[step.function].body:
            reason = _reason(story, fits, story.timeline.position_of[ref])
            if reason:
                yield Hindrance(ref=ref, reason=reason)


def _reason(story: Story, fits: Fits, position: int) -> str:
    """Why a statement must not run when it is predicted, whatever it is for."""
    facts, node = story.timeline.statements[position], story.node(position)
    if facts.awaits:
        return "it waits for something"
    if split_of(story, position) is not None:
        return "it divides the rows"
    if fits.at(position) is not None or _learns(node):
        return "it fits on the rows that it is given"
    return "it writes a file" if _writes(facts, node) else ""


def _writes(facts: StmtFlow, node: ast.stmt) -> bool:
    """Whether a file is written; `open` alone reads."""
    calls = [call for call in facts.calls if call.qualified != "open"]
    writes = any("writes_file" in facts_of(call.qualified or None, call.method).effects for call in calls)
    return writes or opens_for_writing(node)


def _reason_by_rows(story: Story, position: int, kept: frozenset[int]) -> str:
    """Why what a statement gives for a row depends on more than the row; `kept` are nodes of what training keeps."""
    if "random" in story.timeline.statements[position].effects:
        return "it draws at random"
    trees = [story.node(position), *(story.node(p) for p in _called(story, position))]
    if any(map(_learns, trees)):
        return "it fits on the rows that it is given"
    if any(isinstance(part, ast.Attribute) and part.attr in SORTS for tree in trees for part in ast.walk(tree)):
        return "it puts the rows in another order"
    looking = next((name for tree in trees for name in _looks_at_rows(tree, kept)), "")
    return f"`{looking}` gives something else for other rows" if looking else ""


def _called(story: Story, position: int) -> tuple[int, ...]:
    """The definitions of the author's that a statement reaches."""
    found: dict[int, None] = {}
    todo = [position]
    while todo:
        facts = story.timeline.statements[todo.pop()]
        for name in sorted((facts.reads | facts.late_reads) & story.definitions.keys()):
            if story.definitions[name] not in found:
                found[story.definitions[name]] = None
                todo.append(story.definitions[name])
    return tuple(found)


def _learns(node: ast.AST) -> bool:
    methods = (names("fits") | names("transforms")) - {"transform"}
    return any(isinstance(part, ast.Attribute) and part.attr in methods for part in ast.walk(node))


def _looks_at_rows(node: ast.AST, kept: frozenset[int]) -> Iterator[str]:
    """Calls whose result for a row depends on the other rows."""
    for part in ast.walk(node):
        match part:
            case _ if id(part) in kept:
                continue
            case ast.Call(func=ast.Attribute(value=owner, attr=attr)):
                by_row = any(k.arg == "axis" and getattr(k.value, "value", 0) in {1, "columns"} for k in part.keywords)
                if looks_at_rows(attr, by_row=by_row) or (attr == "transform" and _is_grouped(owner)):
                    yield attr
            case ast.Attribute(attr="codes"):
                yield "codes"


def _is_grouped(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "groupby" for part in ast.walk(node))
