"""Questions about a plan that several templates ask."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator

from nb2pkg.emitter.template import Subject
from nb2pkg.model.notebook import Cell, Notebook, StmtRef
from nb2pkg.model.plan import FunctionPlan, PackagePlan, Parameter, ParameterKind, Step
from nb2pkg.syntax.parse import parse


def is_script(plan: PackagePlan) -> bool:
    """Whether the notebook was not cut but runs as one flat script."""
    return any(function.is_script for module in plan.modules for function in module.functions)


def flat_steps(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps that are functions of the notebook, in the order in which they run; chapters opened."""
    for step in steps:
        if step.chapter:
            yield from flat_steps(step.chapter)
        else:
            yield step


def functions_in_order(plan: PackagePlan) -> tuple[tuple[str, FunctionPlan], ...]:
    """(module, function) in the order in which the pipeline calls them."""
    found = {(m.name, f.name): f for m in plan.modules for f in m.functions}
    return tuple((step.module, found[step.module, step.function]) for step in flat_steps(plan.steps))


def returned(function: FunctionPlan) -> tuple[str, ...]:
    """The notebook's names of what a function returns, in order."""
    return function.outputs or function.results


def minimum_python(plan: PackagePlan) -> tuple[int, int]:
    """The oldest Python that the package claims."""
    found = re.match(r"3\.(\d+)", plan.python_version)
    return (3, int(found[1]) if found else 10)


def environment_name(plan: PackagePlan, field: str) -> str:
    """The environment variable that holds a setting."""
    return f"{plan.prefix}_{field.upper()}"


def data_variable(plan: PackagePlan) -> str:
    """The environment variable that names the data folder; a setting `data_dir` has that name already."""
    taken = {p.name.lower() for p in plan.parameters}
    return f"{plan.prefix}_{'TEST_DATA_DIR' if 'data_dir' in taken else 'DATA_DIR'}"


def secrets(plan: PackagePlan) -> tuple[Parameter, ...]:
    """Settings whose values never appear in the package."""
    return tuple(p for p in plan.parameters if p.kind is ParameterKind.SECRET)


def is_known_default(parameter: Parameter) -> bool:
    """Whether the default may be written down."""
    return bool(parameter.default) and parameter.kind is not ParameterKind.SECRET


def cell_label(notebook: Notebook, index: int) -> str:
    """`Cell 3 (In [12])`: counted from 1 over all cells of the file, with the count that the kernel gave."""
    cell = notebook.cell_by_index.get(index)
    count = cell.execution_count if cell is not None else None
    return f"Cell {index + 1}" + (f" (In [{count}])" if count is not None else "")


def statement_of(notebook: Notebook, ref: StmtRef) -> ast.stmt | None:
    """The top-level statement behind a reference, if the cell has it."""
    cell = notebook.cell_by_index.get(ref.cell)
    if cell is None or cell.syntax_error is not None:
        return None
    body = parse(cell.python).body
    return body[ref.path[0]] if ref.path and ref.path[0] < len(body) else None


def lines_of(notebook: Notebook, ref: StmtRef) -> tuple[int, int] | None:
    """First and last line of a statement in its cell, decorators included."""
    node = statement_of(notebook, ref)
    if node is None:
        return None
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    return first, node.end_lineno or node.lineno


def dropped_cells(subject: Subject) -> Iterator[tuple[Cell, str]]:
    """Code cells of which no statement is in the package's record, and why."""
    recorded = {placement.ref.cell for placement in subject.plan.placements}
    for cell in subject.notebook.cells:
        if cell.index not in recorded:
            yield cell, _why_empty(cell)


def _why_empty(cell: Cell) -> str:
    if cell.syntax_error is not None:
        return f"does not parse: {cell.syntax_error.message}"
    if cell.magics:
        return "magics only"
    if "skip-execution" in cell.tags:
        return "tagged skip-execution"
    return "comments only" if cell.source.strip() else "empty"


def own_modules(notebook: Notebook) -> frozenset[str]:
    """Modules of the author's: those beside the notebook and those that its cells write."""
    beside = {name.split("/")[0] for name, _ in notebook.local_modules}
    return frozenset(beside | {item.path.split("/")[0].removesuffix(".py") for item in notebook.extra_files})


def imported_modules(subject: Subject) -> tuple[str, ...]:
    """Top-level third-party modules without which the package cannot be imported; guarded imports may be absent."""
    plan = subject.plan
    bindings = [b for m in plan.modules for b in m.imports]
    bindings += [b for m in plan.modules for f in m.functions for b in f.local_imports]
    bindings += plan.effect_imports
    names = {b.module.split(".")[0] for b in bindings if b.level == 0}
    if is_script(plan):
        needed = [r.evidence for r in plan.requirements if not r.is_optional]
        evidence = [text for text in needed if text.startswith("import ")]
        names |= {text.removeprefix("import ").split(".")[0] for text in evidence}
    known = own_modules(subject.notebook) | sys.stdlib_module_names | {"", "__future__", "IPython"}
    return tuple(sorted(names - known))
