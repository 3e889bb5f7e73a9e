"""The steps as stages that can run in processes of their own: which steps belong together, and what is handed over."""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from nb2pkg.knowledge.process_state import UNSTORABLE, is_carried, stays_in_process
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.plan import FunctionPlan, ParameterKind, Refusal, StagePlan, Step
from nb2pkg.planner.functions import Context
from nb2pkg.planner.modules import MODULE_BY_STAGE
from nb2pkg.planner.shows import draws
from nb2pkg.planner.stages import WEIGHT
from nb2pkg.planner.statements import node_of, where
from nb2pkg.syntax.names import unused_name

LOOKS = frozenset({"plots", "exploration"})
OUTPUTS = MODULE_BY_STAGE["save"]
# What a stage is called after: saving comes with work of every kind, and says least of it.
SAYS = WEIGHT | {"save": 2}


class Bond(Struct, frozen=True, kw_only=True):
    """Steps `first` to `last` must run in one process."""

    first: int
    last: int
    cell: int
    why: str


def stages_of(
    context: Context, functions: Sequence[FunctionPlan], steps: Sequence[Step], taken: set[str]
) -> tuple[tuple[StagePlan, ...], tuple[Refusal, ...]]:
    """Stages in order, and why steps of different kinds had to stay together."""
    kinds = _kinds(functions)
    bonds = tuple(_bonds(context, functions))
    bound = {index for bond in bonds for index in range(bond.first + 1, bond.last + 1)}
    starts = [i for i in range(len(steps)) if i == 0 or (kinds[i] != kinds[i - 1] and i not in bound)]
    ranges = list(itertools.pairwise([*starts, len(steps)]))
    live = _live_after(steps)
    secrets = {p.name for p in context.settings.parameters if p.kind is ParameterKind.SECRET}
    used: Counter[str] = Counter()
    stages: list[StagePlan] = []
    for start, end in ranges:
        kind = _kind(functions[start:end], kinds[start:end]) if len(ranges) > 1 else "all"
        used[kind] += 1
        name = kind if used[kind] == 1 else f"{kind}_{used[kind]}"
        chapter = _chapter(steps[start:end], live[end - 1], name=unused_name(f"run_{name}", taken))
        settings = dict.fromkeys(field for function in functions[start:end] for field in function.settings)
        stages.append(
            StagePlan(
                name=name,
                step=chapter,
                settings=tuple(field for field in settings if field not in secrets),
                keeps=_in_order(live[end - 1], steps[:end]),
            )
        )
    return tuple(stages), tuple(_refusals(bonds, kinds))


def _kinds(functions: Sequence[FunctionPlan]) -> list[str]:
    """What each step does. Looking at something is part of the stage that has made it, setting up of the first one."""
    kinds = [MODULE_BY_STAGE.get(function.stage, MODULE_BY_STAGE[""]) for function in functions]
    first = next((index for index, kind in enumerate(kinds) if kind != "setup"), None)
    if first is not None and kinds[first] in {OUTPUTS, *LOOKS} and _is_read_later(functions, first):
        kinds[first] = MODULE_BY_STAGE["load"]  # it makes the data, though it saves or draws them too
    for index in range(1, len(kinds)):
        if kinds[index] in LOOKS:
            kinds[index] = kinds[index - 1]
    for index in reversed(range(len(kinds) - 1)):
        if kinds[index] == "setup":
            kinds[index] = kinds[index + 1]
    return kinds


def _is_read_later(functions: Sequence[FunctionPlan], index: int) -> bool:
    return any(set(functions[index].outputs) & set(later.inputs) for later in functions[index + 1 :])


def _kind(functions: Sequence[FunctionPlan], kinds: Sequence[str]) -> str:
    """The kind that says most of what is done in a stage. Where most steps save nothing, it is not that some do."""
    found = list(zip(functions, kinds, strict=True))
    others = [
        (function, MODULE_BY_STAGE.get(function.stage, kind) if kind == OUTPUTS else kind)
        for function, kind in found
        if not _saves(function)
    ]
    if 2 * len(others) > len(found):
        found = others
    return max(found, key=lambda pair: SAYS.get(pair[0].stage, 0))[1]


def _saves(function: FunctionPlan) -> bool:
    return MODULE_BY_STAGE.get(function.stage) == OUTPUTS


def _live_after(steps: Sequence[Step]) -> list[frozenset[str]]:
    """For each step, the names that later steps read of what is bound when it ends."""
    found: list[frozenset[str]] = []
    live: frozenset[str] = frozenset()
    for step in reversed(steps):
        found.append(live)
        live = (live - set(step.outputs)) | set(step.inputs)
    return found[::-1]


def _in_order(names: frozenset[str], steps: Sequence[Step]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for step in steps for name in step.outputs if name in names))


def _chapter(steps: Sequence[Step], live: frozenset[str], *, name: str) -> Step:
    bound: set[str] = set()
    inputs: dict[str, None] = {}
    for step in steps:
        inputs |= dict.fromkeys(taken for taken in step.inputs if taken not in bound)
        bound |= set(step.outputs)
    return Step(
        function=name,
        module="pipeline",
        inputs=tuple(inputs),
        settings=(),
        outputs=_in_order(live, steps),
        takes_config=any(step.settings or step.takes_config for step in steps),
        is_async=any(step.is_async for step in steps),
        heading=next((step.heading for step in steps if step.heading), _words(steps[0].function)),
        chapter=tuple(steps),
    )


def _words(function: str) -> str:
    return function.replace("_", " ").capitalize()


def _refusals(bonds: Sequence[Bond], kinds: Sequence[str]) -> Iterator[Refusal]:
    for bond in bonds:
        if len(set(kinds[bond.first : bond.last + 1])) > 1:
            yield Refusal(
                code="one-process",
                cell=bond.cell,
                message=f"steps that could be stages of their own run in one process: {bond.why}",
                remedy="make it where it is used",
            )


def _bonds(context: Context, functions: Sequence[FunctionPlan]) -> Iterator[Bond]:
    """What ties steps together. Bonds over the same steps for the same reason are told once."""
    seen: set[tuple[int, int]] = set()
    for bond in (
        *_of_names(context, functions),
        *_of_process(context, functions),
        *_of_definitions(context, functions),
    ):
        if bond.last > bond.first and (bond.first, bond.last) not in seen:
            seen.add((bond.first, bond.last))
            yield bond


def _flows(context: Context, function: FunctionPlan) -> Iterator[StmtFlow]:
    for ref in function.body:
        yield context.timeline.statements[context.timeline.position_of[ref]]


def _of_names(context: Context, functions: Sequence[FunctionPlan]) -> Iterator[Bond]:
    """Functions, classes, iterators, connections: they cannot be stored, so who reads them runs with who makes them."""
    for index, function in enumerate(functions):
        for flow in _flows(context, function):
            if not _makes_unstorable(context, flow):
                continue
            for name in sorted(flow.binds & set(function.outputs)):
                readers = [i for i, f in enumerate(functions) if i > index and name in f.inputs]
                if readers:
                    why = f"`{name}` cannot be stored"
                    yield Bond(first=index, last=max(readers), cell=flow.ref.cell, why=why)


def _makes_unstorable(context: Context, flow: StmtFlow) -> bool:
    if flow.form in {Form.FUNCTION, Form.CLASS, Form.LAMBDA}:
        return True
    node = node_of(context.timeline.notebook, flow.ref)
    value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.GeneratorExp | ast.Lambda):
        return True
    if not isinstance(value, ast.Call):
        return False
    at = where(context.timeline.notebook, flow.ref, value)
    return any(call.at == at and call.qualified in UNSTORABLE for call in flow.calls)


def _of_process(context: Context, functions: Sequence[FunctionPlan]) -> Iterator[Bond]:
    """Settings of the process that nobody can carry over, open figures, the history of what was shown."""
    last = len(functions) - 1
    imports = context.lifting.sorting.imports
    drawn: list[tuple[int, int]] = []
    for index, function in enumerate(functions):
        for flow in _flows(context, function):
            calls = (*flow.calls, *flow.late_calls)
            names = [call.qualified or call.method for call in calls if stays_in_process(call.qualified, call.method)]
            changed = sorted(flow.mutates & imports.keys())
            names += [name for name in changed if not all(is_carried(b.qualified) for b in imports[name])]
            if names:
                why = f"what `{names[0]}` sets lasts for the process"
                yield Bond(first=index, last=last, cell=flow.ref.cell, why=why)
            if not context.figures_close and draws(flow, context.drawing):
                drawn.append((index, flow.ref.cell))
    if drawn:
        yield Bond(first=drawn[0][0], last=drawn[-1][0], cell=drawn[0][1], why="figures stay open from cell to cell")
    if context.history:
        yield Bond(first=0, last=last, cell=functions[0].body[0].cell, why="the notebook looks back at what it showed")


def _of_definitions(context: Context, functions: Sequence[FunctionPlan]) -> Iterator[Bond]:
    """Functions and classes that remember something: in a default value, or in an attribute that is set on them."""
    sorting = context.lifting.sorting
    for name, position in sorted(sorting.definitions.items()):
        node = node_of(context.timeline.notebook, context.timeline.statements[position].ref)
        changes = any(name in flow.mutates | flow.late_mutates for flow in context.timeline.statements)
        late = context.timeline.statements[position].late_mutates
        if not changes and not _changed_defaults(node) & late:
            continue
        users = [
            index
            for index, function in enumerate(functions)
            if any(name in flow.reads | flow.late_reads | flow.mutates for flow in _flows(context, function))
        ]
        if users:
            cell = context.timeline.statements[position].ref.cell
            yield Bond(first=users[0], last=users[-1], cell=cell, why=f"`{name}` remembers something between its calls")


def _changed_defaults(node: ast.stmt) -> frozenset[str]:
    """Parameters with default values that could be changed in place."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return frozenset()
    arguments = node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(reversed(plain), reversed(arguments.defaults), strict=False)]
    pairs += [(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is not None]
    return frozenset(a.arg for a, default in pairs if isinstance(default, ast.List | ast.Dict | ast.Set | ast.Call))


def whole_stage() -> StagePlan:
    """The whole run as one stage: that of a flat script, which has no settings."""
    step = Step(
        function="run", module="pipeline", inputs=(), settings=(), outputs=(), takes_config=True, is_async=False
    )
    return StagePlan(name="all", step=step, settings=(), keeps=())
