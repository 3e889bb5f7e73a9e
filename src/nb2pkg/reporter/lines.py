"""A plan as lines with a style each, for formats that people read. Everything from the notebook is escaped here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import DefinitionPlan, Fate, FunctionPlan, ModulePlan, Origin, PackagePlan
from nb2pkg.reporter.cells import cell_label, cell_list
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable

_NARROW = 76  # a signature that is longer has its cells on a line of their own


class Style(Enum):
    """What a line is."""

    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    ASIDE = "aside"
    TROUBLE = "trouble"


class Line(Struct, frozen=True, kw_only=True):
    """One printable line."""

    text: str
    style: Style


def plan_lines(notebook: Notebook, plan: PackagePlan) -> tuple[Line, ...]:
    """The whole plan, in the order in which a reviewer asks."""
    sections = (
        _head(notebook, plan),
        *(_module(module) for module in plan.modules),
        _settings(plan),
        _requirements(plan),
        _dropped(plan),
        _troubles(notebook, plan),
    )
    lines: list[Line] = []
    for section in sections:
        found = [Line(text=printable(line.text), style=line.style) for line in section]
        if found:
            lines += [Line(text="", style=Style.ITEM), *found] if lines else found
    return tuple(lines)


def _head(notebook: Notebook, plan: PackagePlan) -> Iterator[Line]:
    functions = sum(len(module.functions) for module in plan.modules)
    text = f"{plan.name}: {counted(len(plan.placements), 'statement')} of {counted(len(notebook.cells), 'code cell')}"
    text += f" -> {counted(functions, 'function')} in {counted(len(plan.modules), 'module')}"
    yield Line(text=text, style=Style.TITLE)
    yield Line(text=f"from {notebook.path}; nothing was executed", style=Style.ASIDE)


def _module(module: ModulePlan) -> Iterator[Line]:
    yield Line(text=f"{module.name}.py", style=Style.HEADING)
    for definition in module.definitions:
        yield from _with_cells(_definition(definition), cell_list([definition.ref.cell]))
    for function in module.functions:
        yield from _with_cells(_signature(function), cell_list(ref.cell for ref in function.body))


def _definition(definition: DefinitionPlan) -> str:
    lifted = f", given {', '.join(definition.lifted)}" if definition.lifted else ""
    what = "constant" if definition.origin is Origin.CONSTANT else "as the author wrote it"
    return f"{definition.name} ({what}{lifted})"


def _signature(function: FunctionPlan) -> str:
    outputs = tuple(dict.fromkeys(function.outputs + function.results))
    taken = (*function.inputs, *(function.settings if not function.takes_config else ("config",)))
    call = f"{'async ' if function.is_async else ''}{function.name}({', '.join(taken)})"
    if function.is_script:
        return f"{call}: the notebook as it is, not cut into functions"
    return f"{call} -> {', '.join(outputs)}" if outputs else call


def _with_cells(text: str, cells: str) -> Iterator[Line]:
    if len(text) <= _NARROW:
        yield Line(text=f"  {text:<{_NARROW}}  {cells}", style=Style.ITEM)
    else:
        yield Line(text=f"  {text}", style=Style.ITEM)
        yield Line(text=f"  {'':<{_NARROW}}  {cells}", style=Style.ITEM)


def _settings(plan: PackagePlan) -> Iterator[Line]:
    if plan.parameters:
        yield Line(text="settings", style=Style.HEADING)
    for parameter in plan.parameters:
        value = f" = {parameter.default}" if parameter.default else " (required)"
        yield from _with_cells(f"{parameter.name}{value}  [{parameter.kind.value}]", cell_list([parameter.origin.cell]))


def _requirements(plan: PackagePlan) -> Iterator[Line]:
    if plan.requirements:
        yield Line(text="requires", style=Style.HEADING)
    for requirement in plan.requirements:
        optional = ", optional" if requirement.is_optional else ""
        text = f"  {requirement.distribution}{requirement.specifier}  ({requirement.evidence}{optional})"
        yield Line(text=text, style=Style.ITEM)


def _dropped(plan: PackagePlan) -> Iterator[Line]:
    cells: defaultdict[str, list[int]] = defaultdict(list)
    for placement in plan.placements:
        if placement.fate in {Fate.DROPPED, Fate.REFUSED}:
            cells[placement.reason].append(placement.ref.cell)
    if cells:
        yield Line(text="left out", style=Style.HEADING)
    for reason, indices in cells.items():
        yield from _with_cells(f"{counted(len(indices), 'statement')}: {reason}", cell_list(indices))


def _troubles(notebook: Notebook, plan: PackagePlan) -> Iterator[Line]:
    broken = [cell for cell in notebook.cells if cell.syntax_error]
    if broken or plan.refusals or notebook.notes:
        yield Line(text="to look at", style=Style.HEADING)
    for cell in broken:
        assert cell.syntax_error is not None
        kind = "is Python 2" if cell.syntax_error.python2 else "does not parse"
        text = f"  {cell_label(cell)} {kind}: {cell.syntax_error.message}, line {cell.syntax_error.line}"
        yield Line(text=text, style=Style.TROUBLE)
    for refusal in plan.refusals:
        known = notebook.cell_by_index.get(refusal.cell)
        place = cell_label(known) if known else f"Cell {refusal.cell + 1}"
        yield Line(text=f"  {place} [{refusal.code}]: {refusal.message}", style=Style.TROUBLE)
        yield Line(text=f"    remedy: {refusal.remedy}", style=Style.ASIDE)
    yield from _notes(notebook.notes)


def _notes(notes: Sequence[str]) -> Iterator[Line]:
    for note in notes:
        yield Line(text=f"  {note}", style=Style.ASIDE)
