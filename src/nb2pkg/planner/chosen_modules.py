"""Modules that the author has named: `{"nb2pkg": {"module": "loading"}}` in a cell's metadata.

It is the module of the function that begins in the cell; in a cell that holds definitions alone, that of the
definitions which several modules use.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import FunctionPlan, ModulePlan, Refusal
from nb2pkg.planner.cell_marks import LONGEST, wished_modules

_NAME = re.compile(r"[a-z][a-z0-9_]*")  # no capitals: some file systems do not tell them apart
_OURS = frozenset(
    {
        *("callbacks", "config", "constants", "contracts", "definitions", "display", "figures", "files", "functions"),
        *("history", "kernel", "pipeline", "project", "script", "shared", "shell", "stages"),
        *("new_features", "prediction", "profiles", "saved_models"),
    }
)
Homes = dict[str, list[FunctionPlan]]


def is_module_name(name: str) -> bool:
    """Whether a module of steps can be called so."""
    return bool(_NAME.fullmatch(name)) and len(name) <= LONGEST and name not in _OURS and not keyword.iskeyword(name)


def moved_by_choice(notebook: Notebook, functions: Sequence[FunctionPlan], homes: Homes) -> Homes:
    """The functions by module, those in the author's modules that the author has put there."""
    chosen = _chosen(notebook, functions)
    if not chosen:
        return homes
    found: Homes = {}
    for module, some in homes.items():
        for function in some:
            found.setdefault(chosen.get(function.name, module), []).append(function)
    place = {function.name: number for number, function in enumerate(functions)}
    return {module: sorted(some, key=lambda function: place[function.name]) for module, some in found.items()}


def _chosen(notebook: Notebook, functions: Iterable[FunctionPlan]) -> dict[str, str]:
    """The module of each function whose first cells name one; a cell speaks for the function that begins in it."""
    wishes = wished_modules(notebook)
    chosen: dict[str, str] = {}
    begun: set[int] = set()
    for function in functions:
        cells = dict.fromkeys(ref.cell for ref in function.body)
        names = [wishes[cell] for cell in cells if cell in wishes and cell not in begun]
        begun |= cells.keys()
        if names and is_module_name(names[0]):
            chosen[function.name] = names[0]
    return chosen


def name_of_shared(notebook: Notebook, cells: Iterable[int], default: str, *, homes: Mapping[str, object]) -> str:
    """The name of a module of definitions from these cells: none of them begins a function."""
    wishes = wished_modules(notebook)
    names = [wishes[cell] for cell in cells if cell in wishes]
    return next((name for name in names if is_module_name(name) and name not in homes), default)


def unmet_modules(notebook: Notebook, modules: Iterable[ModulePlan]) -> Iterable[Refusal]:
    """Names that no module got."""
    homes = {module.name: set(_cells(module)) for module in modules}
    for cell, name in sorted(wished_modules(notebook).items()):
        if cell not in homes.get(name, ()):
            nothing = "no function begins there, and its definitions stand beside their user"
            why = nothing if is_module_name(name) else "it is no name that a module of steps can have"
            yield Refusal(
                code="chosen-module",
                cell=cell,
                message=f"nothing of the cell is in a module `{name[:LONGEST]}` as it asks: {why}",
                remedy="choose another name for the module of this cell",
            )


def _cells(module: ModulePlan) -> Iterator[int]:
    yield from (definition.ref.cell for definition in module.definitions)
    yield from (ref.cell for function in module.functions for ref in function.body)
