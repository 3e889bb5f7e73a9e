"""Applying a plan's edits to a cell's text. Everything that no edit names stays as the author wrote it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from nb2pkg.emitter.change import Change, changed, line_starts
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.model.notebook import Location
from nb2pkg.model.plan import (
    AddParameters,
    Annotate,
    BindNames,
    DropAssignment,
    Edit,
    GlobalToNonlocal,
    KeepLearnt,
    OnlyArgument,
    PassNames,
    RenameName,
    SaveHere,
    ShowValue,
    UseParameter,
)


def edited(text: str, edits: Iterable[tuple[Edit, str]], calls: RuntimeCalls) -> str:
    """The text with all edits applied. Each edit comes with the name of the function that it belongs to."""
    starts = line_starts(text)
    return changed(text, (change for edit, owner in edits for change in _changes(text, starts, edit, owner, calls)))


def _span(starts: Sequence[int], at: Location) -> tuple[int, int]:
    return starts[at.line - 1] + at.column, starts[at.end_line - 1] + at.end_column


def _changes(text: str, starts: Sequence[int], edit: Edit, owner: str, calls: RuntimeCalls) -> list[Change]:
    start, end = _span(starts, edit.at)
    match edit:
        case UseParameter(parameter=name) | RenameName(to=name):
            return [Change(start, end, name)]
        case PassNames():
            passed = ", ".join(f"{key}={value}" for key, value in edit.names)
            comma = "" if edit.first else " " if edit.after_comma else ", "
            return [Change(start, start, comma + passed)]
        case BindNames():
            bound = ", ".join(f"{key}={value}" for key, value in edit.names)
            return [Change(start, end, f"{calls.bind}({text[start:end]}, {bound})")]
        case AddParameters():
            return [Change(start, start, edit.prefix + ", ".join(edit.names) + edit.suffix)]
        case Annotate(text=annotation):
            return [Change(start, end, annotation, rank=-1)]
        case GlobalToNonlocal(names=names):
            return [Change(start, end, f"nonlocal {', '.join(names)}" if names else "pass")]
        case ShowValue(number=number):
            first = f"({number}, " if number else "("
            double = _needs_parentheses(text[start:end])
            opening = (calls.remember if number else calls.show) + first + ("(" if double else "")
            opening = f"{calls.show}({opening}" if number else opening
            closing = ")" * (1 + double + bool(number))
            return [Change(start, start, opening, rank=1), Change(end, end, closing, rank=-1)]
        case SaveHere():
            return [Change(start, end, calls.figure_call(owner))]
        case DropAssignment() | OnlyArgument():
            return [Change(start, end, "")]
        case KeepLearnt(label=label, encoder=encoder):
            if encoder is not None:
                return _dummies(text, _span(starts, encoder), f'{calls.dummies}("{label}", ')
            opening = f'{calls.learnt}("{label}", '
            return [Change(start, start, opening, rank=1), Change(end, end, ")", rank=-1)]
    assert_never(edit)


def _dummies(text: str, encoder: tuple[int, int], opening: str) -> list[Change]:
    """`encode(table)` becomes a call that is given `encode` too."""
    start, end = encoder
    return [Change(start, start, opening), Change(end, text.index("(", end) + 1, ", ")]


def _needs_parentheses(expression: str) -> bool:
    """`a, b` shown is one tuple, not two values."""
    try:
        call = ast.parse(f"show(\n{expression}\n)", mode="eval").body
    except SyntaxError:
        return False  # top-level await inside
    return not (
        isinstance(call, ast.Call)
        and len(call.args) == 1
        and not call.keywords
        and not isinstance(call.args[0], ast.Starred)
    )


def edits_by_cell(edits: Iterable[tuple[Edit, str]]) -> Mapping[int, list[tuple[Edit, str]]]:
    """Edits grouped by the cell whose text they change."""
    grouped: dict[int, list[tuple[Edit, str]]] = {}
    for edit, owner in edits:
        grouped.setdefault(edit.at.cell, []).append((edit, owner))
    return grouped
