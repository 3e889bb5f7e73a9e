"""Assertions that the notebook's stored outputs allow, without running anything."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from nb2pkg.emitter.template import Subject
from nb2pkg.emitter.templates.looks import leaves_alone, probe_of
from nb2pkg.emitter.templates.outline import cell_label, functions_in_order, returned, statement_of
from nb2pkg.emitter.templates.stored import lines_of, literal_of
from nb2pkg.emitter.templates.trust import trusted_cells
from nb2pkg.knowledge.secrets import HIDDEN
from nb2pkg.model.notebook import Cell, StmtRef
from nb2pkg.model.plan import FunctionPlan, RenameName
from nb2pkg.syntax.parse import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownValue:
    """`look` (an expression of `value`) of `variable`, as `function` got or gave it, was `expected`."""

    cell: str
    function: str
    variable: str
    look: str
    expected: object


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLines:
    """What a cell printed, all of it inside `function`."""

    cell: str
    function: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """Everything that was found, in the notebook's order."""

    values: tuple[ShownValue, ...]
    printed: tuple[PrintedLines, ...]


def harvest(subject: Subject) -> Harvest:
    """Assertions from the cells whose outputs can be trusted."""
    function_by_ref = {ref: f for _, f in functions_in_order(subject.plan) for ref in f.body}
    values: list[ShownValue] = []
    printed: list[PrintedLines] = []
    for cell in trusted_cells(subject.notebook):
        values += _values(subject, cell, function_by_ref)
        printed += _printed(subject, cell, function_by_ref)
    return Harvest(values=tuple(values), printed=tuple(printed))


def _values(subject: Subject, cell: Cell, function_by_ref: dict[StmtRef, FunctionPlan]) -> Iterator[ShownValue]:
    results = [output for output in cell.outputs if output.kind == "result"]
    body = parse(cell.python).body
    if len(results) != 1 or cell.muted or not body or not isinstance(body[-1], ast.Expr):
        return
    ref = StmtRef(cell=cell.index, path=(len(body) - 1,))
    function, probe, expected = function_by_ref.get(ref), probe_of(body[-1].value), literal_of(results[0].text)
    if function is None or probe is None or expected is None or function.is_script:
        return
    if HIDDEN in results[0].text:
        return
    variable, look = probe
    if _is_renamed(function, ref) or not _holds(subject, function, ref, variable):
        return
    label = cell_label(subject.notebook, cell.index)
    yield ShownValue(cell=label, function=function.name, variable=variable, look=look, expected=expected)


def _is_renamed(function: FunctionPlan, ref: StmtRef) -> bool:
    return any(isinstance(edit, RenameName) and edit.at.cell == ref.cell for edit in function.edits)


def _holds(subject: Subject, function: FunctionPlan, ref: StmtRef, variable: str) -> bool:
    """Whether what the cell showed is what the function returns, or else what it was given."""
    here = function.body.index(ref)
    if variable in returned(function):
        others = function.body[here + 1 :]
    elif variable in function.inputs:
        others = function.body[:here]
    else:
        return False
    statements = [statement_of(subject.notebook, other) for other in others]
    return all(s is not None and leaves_alone(s, variable) for s in statements)


def _printed(subject: Subject, cell: Cell, function_by_ref: dict[StmtRef, FunctionPlan]) -> Iterator[PrintedLines]:
    text = "".join(output.text for output in cell.outputs if output.kind == "stream" and output.name == "stdout")
    lines = lines_of(text)
    tree = parse(cell.python)
    refs = [StmtRef(cell=cell.index, path=(place,)) for place in range(len(tree.body))]
    functions = {f.name: f for ref in refs if (f := function_by_ref.get(ref)) is not None}
    if not lines or HIDDEN in text or len(functions) != 1 or not _prints_alone(tree):
        return
    (function,) = functions.values()
    name = "run" if function.is_script else function.name
    yield PrintedLines(cell=cell_label(subject.notebook, cell.index), function=name, lines=lines)


def _prints_alone(tree: ast.Module) -> bool:
    """Whether `print` made the text: nothing else in the cell writes, no set is printed in chance order."""
    nodes = list(ast.walk(tree))
    chatty = {"info", "fit", "display", "verbose", "tqdm", "trange", "system"}
    names = {n.id if isinstance(n, ast.Name) else n.attr for n in nodes if isinstance(n, ast.Name | ast.Attribute)}
    keywords = {n.arg for n in nodes if isinstance(n, ast.keyword)}
    has_set = any(isinstance(n, ast.Set | ast.SetComp) for n in nodes) or bool(names & {"set", "frozenset"})
    return "print" in names and not has_set and not chatty & (names | keywords)
