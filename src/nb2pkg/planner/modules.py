"""Which function stands in which module: by stage; a small notebook stays in one module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from nb2pkg.model.flow import ImportBinding, StmtFlow
from nb2pkg.model.plan import (
    BindNames,
    DefinitionPlan,
    FunctionPlan,
    KeepLearnt,
    ModulePlan,
    Origin,
    RenameName,
    SaveHere,
    ShowValue,
)
from nb2pkg.planner.chosen_modules import Homes, moved_by_choice, name_of_shared
from nb2pkg.planner.figure_points import FIGURE_HELPER
from nb2pkg.planner.functions import Context, statement_edits
from nb2pkg.planner.timeline import union

SMALL = 80
MOST_LINES = 240
MODULE_BY_STAGE = {
    "load": "data",
    "clean": "data",
    "split": "features",
    "features": "features",
    "train": "model",
    "evaluate": "evaluation",
    "plot": "plots",
    "explore": "exploration",
    "save": "outputs",
    "setup": "setup",
    "": "analysis",
}
SINGLE, OWN, CONSTANTS = "analysis", "functions", "constants"
HELPER_MODULE = {
    "show": "display",
    "display": "display",
    "save_figures": "figures",
    "show_figures": "figures",
    "close_figures": "figures",
    "bind": "callbacks",
    "run_shell": "shell",
    "capture_shell": "shell",
    "write_file": "files",
    "Out": "history",
    "last_value": "history",
    "remember": "history",
    "notebook_file": "kernel",
}
MODELS = "saved_models"  # the module of helpers for models, which follow
KEEP, CHECKED, LEARNT, DUMMIES = "keep_model", "checked_input", "learnt", "learnt_dummies"
FROM_IPYTHON = frozenset({"IPython.display", "IPython.core.display"})


class Layout(Struct, frozen=True):
    """The module of every function, definition and constant."""

    functions: Mapping[str, tuple[FunctionPlan, ...]]
    definitions: Mapping[str, tuple[str, ...]]
    shared: tuple[str, ...]  # the modules of what several modules use, first


def lay_out(context: Context, functions: Sequence[FunctionPlan]) -> Layout:
    """Modules in the order in which the story needs them."""
    total = sum(_lines(context, function) for function in functions)
    homes: dict[str, list[FunctionPlan]] = {}
    if total < SMALL or len(functions) <= 3:
        homes[SINGLE] = list(functions)
    else:
        for function in functions:
            homes.setdefault(MODULE_BY_STAGE.get(function.stage, SINGLE), []).append(function)
        homes = _split_long(context, _merge_tiny(context, functions, homes))
    is_single = homes.keys() == {SINGLE}
    homes = moved_by_choice(context.timeline.notebook, functions, homes)
    own = next(iter(homes)) if is_single and len(homes) == 1 else OWN
    definitions = _definition_homes(context, homes, own)
    names = {module: _shared_name(context, definitions.get(module, ()), module, homes) for module in (CONSTANTS, OWN)}
    return Layout(
        functions={module: tuple(found) for module, found in homes.items()},
        definitions={names.get(module, module): found for module, found in definitions.items()},
        shared=tuple(names.values()),
    )


def _shared_name(context: Context, definitions: Sequence[str], default: str, homes: Homes) -> str:
    """What a module of definitions is called: a cell that begins a function speaks for that alone."""
    begun = {ref.cell for functions in homes.values() for function in functions for ref in function.body}
    position = {**context.lifting.sorting.definitions, **context.lifting.sorting.constants}
    cells = [context.timeline.statements[position[name]].ref.cell for name in definitions]
    return name_of_shared(
        context.timeline.notebook, [cell for cell in cells if cell not in begun], default, homes=homes
    )


def _lines(context: Context, function: FunctionPlan) -> int:
    timeline = context.timeline
    return 6 + sum(timeline.statements[timeline.position_of[ref]].lines for ref in function.body)


def _merge_tiny(
    context: Context, functions: Sequence[FunctionPlan], homes: dict[str, list[FunctionPlan]]
) -> dict[str, list[FunctionPlan]]:
    """A module of one short function is no help: it joins what is akin, or its neighbour in the story."""
    nearest = {
        "setup": "data",
        "outputs": "evaluation",
        "exploration": "plots",
        "evaluation": "model",
        "features": "data",
        "plots": "exploration",
        "model": "evaluation",
        "data": "features",
    }
    for module in sorted(homes, key=lambda m: sum(_lines(context, f) for f in homes[m])):
        if len(homes) < 3 or sum(_lines(context, f) for f in homes[module]) >= 14:
            break
        target = nearest.get(module) or _neighbour(functions, homes, module)
        if target in homes:
            homes[target] = sorted([*homes[target], *homes.pop(module)], key=functions.index)
    return homes


def _neighbour(functions: Sequence[FunctionPlan], homes: Mapping[str, Sequence[FunctionPlan]], module: str) -> str:
    """The module of what follows the module's first function in the story, or of what stands before it."""
    own = homes[module]
    place = functions.index(own[0])
    others = (f for f in (*functions[place + 1 :], *reversed(functions[:place])) if f not in own)
    beside = next(others)
    return next(name for name, found in homes.items() if beside in found)


def _split_long(context: Context, homes: dict[str, list[FunctionPlan]]) -> dict[str, list[FunctionPlan]]:
    """No module over 400 lines: a long one is continued in modules named after their first function."""
    found: dict[str, list[FunctionPlan]] = {}
    taken = set(homes)
    for module, functions in homes.items():
        name, length = module, 0
        for function in functions:
            lines = _lines(context, function)
            if length and length + lines > MOST_LINES:
                name, length = _module_name(function.name, module, taken), 0
                taken.add(name)
            found.setdefault(name, []).append(function)
            length += lines
    return found


def _module_name(function: str, module: str, taken: set[str]) -> str:
    subject = function.partition("_")[2] or function
    for candidate in (f"{module}_{subject}"[:40].rstrip("_"), f"{module}_{function}"):
        if candidate not in taken:
            return candidate
    raise AssertionError("names of functions are unique")


def _definition_homes(
    context: Context, homes: Mapping[str, Sequence[FunctionPlan]], own_default: str
) -> dict[str, tuple[str, ...]]:
    """The author's definitions: beside their only user, or in a module of their own; constants likewise."""
    timeline, sorting = context.timeline, context.lifting.sorting
    module_of = {ref: module for module, functions in homes.items() for f in functions for ref in f.body}
    users: dict[str, set[str]] = {}
    names = [*sorting.definitions, *sorting.constants]
    for ref, module in module_of.items():
        flow = timeline.statements[timeline.position_of[ref]]
        for name in (flow.reads | flow.late_reads) & set(names):
            users.setdefault(name, set()).add(module)
    position = {**sorting.definitions, **sorting.constants}
    needs = {
        n: (timeline.statements[p].reads | timeline.statements[p].late_reads) & set(names) - {n}
        for n, p in position.items()
    }
    home = {name: (next(iter(users[name])) if len(users.get(name, ())) == 1 else own_default) for name in names}
    changed = True
    while changed:
        changed = False
        for name in names:
            # Whatever a definition in another module needs must not drag that module in a circle.
            for needed in needs[name]:
                if home[needed] != home[name] and home[needed] != own_default and home[needed] != CONSTANTS:
                    home[needed], changed = own_default, True
    for name in sorting.constants:
        if len({home[user] for user in names if name in needs[user]} | users.get(name, set())) > 1:
            home[name] = CONSTANTS
    grouped: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: position[n]):
        grouped.setdefault(home[name], []).append(name)
    return {module: tuple(found) for module, found in grouped.items()}


def module_plans(context: Context, layout: Layout) -> tuple[ModulePlan, ...]:
    """Modules with everything they import, the author's own first."""
    home = {name: module for module, names in layout.definitions.items() for name in names}
    order = [m for m in layout.shared if m in layout.definitions]
    order += [m for m in layout.functions if m not in order]
    order += [m for m in layout.definitions if m not in order]
    return tuple(_module(context, layout, module, home) for module in order)


def _module(context: Context, layout: Layout, module: str, home: Mapping[str, str]) -> ModulePlan:
    timeline, sorting = context.timeline, context.lifting.sorting
    functions = layout.functions.get(module, ())
    definitions = tuple(_definition(context, name) for name in layout.definitions.get(module, ()))
    refs = [*(d.ref for d in definitions), *(ref for f in functions for ref in f.body)]
    flows = [timeline.statements[timeline.position_of[ref]] for ref in refs]
    used = union(flow.reads | flow.late_reads | flow.hidden_reads for flow in flows)
    return ModulePlan(
        name=module,
        imports=_imports(context, used),
        guarded_imports=tuple(
            dict.fromkeys(timeline.statements[p].ref for name, p in sorting.guarded.items() if name in used)
        ),
        siblings=tuple(sorted((home[name], name) for name in used if name in home and home[name] != module)),
        runtime=_runtime(context, functions, definitions, used, flows),
        definitions=definitions,
        functions=functions,
        future=any(b.module == "__future__" for flow in timeline.statements for b in flow.imports),
    )


def _imports(context: Context, used: frozenset[str]) -> tuple[ImportBinding, ...]:
    found = [b for name in sorted(used) for b in context.lifting.sorting.imports.get(name, ())]
    return tuple(b for b in found if b.module != "__future__" and not is_replaced(b))


def is_replaced(binding: ImportBinding) -> bool:
    """`from IPython.display import display`: the package has its own."""
    return binding.module in FROM_IPYTHON and binding.member == "display" and binding.name == "display"


def _definition(context: Context, name: str) -> DefinitionPlan:
    sorting = context.lifting.sorting
    is_constant = name in sorting.constants
    position = sorting.constants[name] if is_constant else sorting.definitions[name]
    edits = tuple(context.renames.get(position, ())) + tuple(statement_edits(context, position, takes_config=False))
    return DefinitionPlan(
        name=name,
        ref=context.timeline.statements[position].ref,
        origin=Origin.CONSTANT if is_constant else Origin.DEFINITION,
        edits=edits,
        lifted=context.lifting.lifted.get(name, ()),
    )


def _runtime(
    context: Context,
    functions: Iterable[FunctionPlan],
    definitions: Iterable[DefinitionPlan],
    used: frozenset[str],
    flows: Sequence[StmtFlow],
) -> tuple[tuple[str, str], ...]:
    """Helpers of the package that a module calls, as (helper module, name)."""
    functions = tuple(functions)
    edits = [edit for f in functions for edit in f.edits] + [edit for d in definitions for edit in d.edits]
    names: set[str] = set()
    names |= {"show"} if any(isinstance(edit, ShowValue) for edit in edits) else set()
    names |= {"bind"} if any(isinstance(edit, BindNames) for edit in edits) else set()
    if any(isinstance(edit, SaveHere) for edit in edits) or any(f.figures for f in functions):
        names.add(FIGURE_HELPER[context.figures])
    names |= {"remember"} if any(isinstance(edit, ShowValue) and edit.number for edit in edits) else set()
    renamed = {edit.to.partition("(")[0].partition("[")[0] for edit in edits if isinstance(edit, RenameName)}
    names |= renamed & {"Out", "last_value", "notebook_file"}
    bound = context.timeline.binders.keys() - {
        b.name for flow in context.timeline.statements for b in flow.imports if is_replaced(b)
    }
    names |= {
        name
        for name in ("display", "run_shell", "capture_shell", "write_file", "Out")
        if name in used and name not in bound
    }
    kept = {(MODELS, KEEP)} if any(f.models for f in functions) else set()
    kept |= {(MODELS, CHECKED)} if any(f.inputs_checked for f in functions) else set()
    kept |= {(MODELS, DUMMIES if edit.encoder else LEARNT) for edit in edits if isinstance(edit, KeepLearnt)}
    return tuple(sorted({(HELPER_MODULE[name], name) for name in names} | kept))
