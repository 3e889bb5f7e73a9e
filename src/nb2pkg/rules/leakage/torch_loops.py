"""Loops that train torch models, and what is called in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from nb2pkg.rules.rule import Subject
from nb2pkg.rules.sources import all_sources
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import walk


class Loop(NamedTuple):
    """An outermost loop: its cell, its node, and the method calls in it by name."""

    cell: int
    node: ast.For | ast.While
    calls: dict[str, list[ast.Call]]


def uses_torch(subject: Subject) -> bool:
    """Whether the notebook works with torch."""
    return "torch" in all_sources(subject) and any("torch" in cell.python for cell in subject.notebook.cells)


def training_loops(subject: Subject) -> Iterator[Loop]:
    """The outermost loops with a backward pass and an optimizer's step in them."""
    for cell in subject.notebook.cells:
        if cell.syntax_error is None and ".backward(" in cell.python:
            for node in _outermost(parse(cell.python)):
                calls = method_calls(node)
                if "backward" in calls and any(_is_optimizer(call) for call in calls.get("step", ())):
                    yield Loop(cell.index, node, calls)


def _outermost(node: ast.AST) -> Iterator[ast.For | ast.While]:
    from nb2pkg.syntax.walking import children

    for child in children(node):
        if isinstance(child, ast.For | ast.While):
            yield child
        else:
            yield from _outermost(child)


def method_calls(node: ast.AST) -> dict[str, list[ast.Call]]:
    """The method calls below a node, by the method's name."""
    found: dict[str, list[ast.Call]] = {}
    for one in walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute):
            found.setdefault(one.func.attr, []).append(one)
    return found


def _is_optimizer(call: ast.Call) -> bool:
    assert isinstance(call.func, ast.Attribute)
    name = ast.unparse(call.func.value).lower()
    return "opt" in name or name in {"adam", "sgd", "trainer", "self.opt"}


def functions_call(subject: Subject, method: str) -> bool:
    """Whether a function of the notebook calls this method: a loop may have it done there."""
    return any(call.method == method for statement in subject.flow.statements for call in statement.late_calls)
