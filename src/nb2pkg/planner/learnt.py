"""What is learnt from all rows on the way to features, and can be kept: statistics, and the columns of dummies."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from nb2pkg.knowledge.models import names
from nb2pkg.model.notebook import StmtRef
from nb2pkg.model.plan import FunctionPlan, KeepLearnt, Serving
from nb2pkg.planner.fits import Story
from nb2pkg.planner.statements import inside_f_strings, where

DUMMIES = "pandas.get_dummies"
DEFERRED = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def keepable_calls(story: Story, position: int) -> tuple[ast.Call, ...]:
    """The calls of a statement whose results can be kept, the outermost ones.

    Not those in functions: how often these are called may depend on the rows.
    """
    node = story.node(position)
    return tuple(_outermost(story, node, inside_f_strings(node)))


def with_learnt_values(
    story: Story, functions: Sequence[FunctionPlan], servings: Sequence[Serving]
) -> tuple[FunctionPlan, ...]:
    """The functions, with edits for what models that can predict have learnt, each place under a label of its own."""
    learnt = {ref for serving in servings for ref in serving.learnt}
    labels: Counter[str] = Counter()
    found = []
    for function in functions:
        edits = [edit for ref in function.body if ref in learnt for edit in _edits(story, ref, labels)]
        found.append(replace(function, edits=(*function.edits, *edits)))
    return tuple(found)


def _outermost(story: Story, node: ast.AST, hidden: set[int]) -> Iterator[ast.Call]:
    if isinstance(node, DEFERRED) or id(node) in hidden:
        return
    if isinstance(node, ast.Call) and (_is_statistic(story, node) or _makes_dummies(story, node)):
        yield node
        return
    for child in ast.iter_child_nodes(node):
        yield from _outermost(story, child, hidden)


def _is_statistic(story: Story, call: ast.Call) -> bool:
    """Whether the call gives the same few values for all rows: along the rows, and not for windows or groups."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in names("statistics"):
        return False
    is_module = isinstance(call.func.value, ast.Name) and call.func.value.id in story.qualified
    given = len(call.args) - is_module - (call.func.attr in names("takes_share"))
    axes = [keyword.value for keyword in call.keywords if keyword.arg in {"axis", None}]
    along = all(isinstance(axis, ast.Constant) and axis.value in {0, "index", None} for axis in axes)
    inside = {part.attr for part in ast.walk(call) if isinstance(part, ast.Attribute)}
    return given <= 0 and along and not inside & names("windows")


def _makes_dummies(story: Story, call: ast.Call) -> bool:
    """Whether it is `pd.get_dummies`; not where a starred argument may say anything."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=name), attr=attr):
            called = f"{story.qualified.get(name, '')}.{attr}"
        case ast.Name(id=name):
            called = story.qualified.get(name, "")
        case _:
            return False
    is_plain = len(call.args) == 1 and not isinstance(call.args[0], ast.Starred)
    return called == DUMMIES and is_plain and all(keyword.arg for keyword in call.keywords)


def _edits(story: Story, ref: StmtRef, labels: Counter[str]) -> Iterator[KeepLearnt]:
    notebook = story.timeline.notebook
    for call in keepable_calls(story, story.timeline.position_of[ref]):
        is_dummies = _makes_dummies(story, call)
        name = call.func.attr if isinstance(call.func, ast.Attribute) else "get_dummies"
        label = f"cell {ref.cell + 1}, {name}"
        labels[label] += 1
        yield KeepLearnt(
            at=where(notebook, ref, call),
            label=label if labels[label] == 1 else f"{label} {labels[label]}",
            encoder=where(notebook, ref, call.func) if is_dummies else None,
        )
