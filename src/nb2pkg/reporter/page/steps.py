"""The notebook from top to bottom, beside the functions that its cells become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from nb2pkg.model.page import NotebookPage, PageCell, PageFunction
from nb2pkg.model.report import PlacedFinding, RuleInfo
from nb2pkg.reporter.cells import cell_list
from nb2pkg.reporter.markup import message, text
from nb2pkg.reporter.page.code import code_box
from nb2pkg.reporter.page.findings import found_list, marks
from nb2pkg.reporter.page.outputs import outputs
from nb2pkg.reporter.page.prose import prose


def steps(page: NotebookPage, rules: Mapping[str, RuleInfo], *, prefix: str) -> Iterator[str]:
    """A row for each stretch of cells that become one function, with those that took but a part of one of the cells."""
    functions = {function.name: function for function in page.functions}
    owners = {cell.owner for cell in page.cells}
    shown: set[str] = set()
    has_package = bool(page.functions or page.pipeline)
    for owner, cells in _stretches(page.cells):
        left = "".join(_cell(cell, _of_cell(page.findings, cell.index), rules, prefix) for cell in cells)
        indices = {cell.index for cell in cells}
        others = [f for f in page.functions if f.name not in owners and f.cells and f.cells[0] in indices]
        right = _right(functions.get(owner), cells, shown, prefix, has_package=has_package)
        right += "".join(_become(function, prefix) for function in others)
        shown.add(owner)
        yield f'<div class="step"><div>{left}</div><div class="right">{right}</div></div>'


def _stretches(cells: Sequence[PageCell]) -> Iterator[tuple[str, list[PageCell]]]:
    """Cells in order with their function; prose goes with the code below it."""
    owners: list[str] = []
    below = ""
    for cell in reversed(cells):
        if cell.kind == "code" and cell.source.strip():
            below = cell.owner or f" {cell.index}"
        owners.append(below)
    owners.reverse()
    for owner, pairs in groupby(zip(owners, cells, strict=True), key=lambda pair: pair[0]):
        yield owner, [cell for _, cell in pairs]


def _of_cell(findings: Sequence[PlacedFinding], index: int) -> list[PlacedFinding]:
    return [placed for placed in findings if placed.cell == index]


def _cell(cell: PageCell, findings: Sequence[PlacedFinding], rules: Mapping[str, RuleInfo], prefix: str) -> str:
    name = f"{prefix}cell{cell.index + 1}"
    if cell.kind != "code":
        label = f"Source of cell {cell.index + 1}"
        is_prose = cell.kind == "markdown"
        body = f'<div class="prose">{prose(cell.source)}</div>' if is_prose else code_box(cell.source, label=label)
        return f'<div class="cell" id="{name}">{body}{found_list(findings, rules)}</div>'
    count = f"In [{cell.count}]" if cell.count is not None else "not run"
    head = f'<div class="cellhead"><h3 class="small">Cell {cell.index + 1}</h3><span>{count}</span></div>'
    source = code_box(cell.source, label=f"Source of cell {cell.index + 1}", marks=marks(findings))
    return f'<div class="cell" id="{name}">{head}{source}{outputs(cell.outputs)}{found_list(findings, rules)}</div>'


def _right(
    function: PageFunction | None, cells: Sequence[PageCell], shown: set[str], prefix: str, *, has_package: bool
) -> str:
    if function is None:
        fates = list(dict.fromkeys(fate for cell in cells for fate in cell.fates))
        items = "".join(f"<li>{message(fate)}</li>" for fate in fates)
        nothing = "Holds no statement." if has_package else "Not part of a package yet."
        return _note(f"Becomes<ul>{items}</ul>" if items else nothing)
    name = text(function.name)
    if function.name in shown:
        return _note(f'More of <a href="#{prefix}fn-{name}">{name}</a>.')
    return _become(function, prefix)


def _become(function: PageFunction, prefix: str) -> str:
    name = text(function.name)
    where = f"{text(function.module)}.py, from {text(cell_list(function.cells))}"
    head = f'<div class="cellhead"><h3>{name}</h3><span>{where}</span></div>'
    source = code_box(function.text, label=f"Function {function.name}")
    return f'<div class="become" id="{prefix}fn-{name}">{head}{source}</div>'


def _note(said: str) -> str:
    return f'<div class="none">{said}</div>'
