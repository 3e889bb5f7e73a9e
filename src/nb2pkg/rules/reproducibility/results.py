"""Whether anything that the notebook shows, draws, writes or fits depends on what a statement computes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec import Struct

from nb2pkg.model.flow import Flow, StmtFlow
from nb2pkg.model.notebook import StmtRef
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.reproducibility.call_nodes import statement_at
from nb2pkg.rules.reproducibility.runs import DEFINITIONS, Runs
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.walking import children

RESULT_EFFECTS = frozenset({"display", "plotting", "writes_file"})
FITTING = frozenset({"fit", "fit_predict", "fit_resample", "fit_transform", "partial_fit"})
_ABOUT_THE_SHAPE = frozenset({"shape", "size", "ndim", "dtype", "dtypes", "columns", "__class__", "is_cuda", "device"})
_ASKS_FOR_SHAPE = pattern_of(r"\.(?:shape|size|ndim|dtype|columns|__class__|is_cuda|device)|(?:len|type|instance|id)\(")
_SIZES = frozenset({"len", "type", "isinstance", "id"})


class Dependence(Struct, frozen=True, kw_only=True):
    """The graph, turned to be walked forward."""

    by_ref: dict[StmtRef, StmtFlow]
    readers: dict[StmtRef, list[tuple[str, StmtRef]]]
    runs: Runs


def dependence_of(flow: Flow, runs: Runs) -> Dependence:
    """Built when a rule has something to follow."""
    readers: dict[StmtRef, list[tuple[str, StmtRef]]] = {}
    for edge in flow.edges:
        readers.setdefault(edge.writer, []).append((edge.name, edge.reader))
    return Dependence(by_ref={s.ref: s for s in flow.statements}, readers=readers, runs=runs)


def has_result(
    subject: Subject, start: StmtFlow, dependence: Dependence, changed: frozenset[str] = frozenset()
) -> bool:
    """Whether a result depends on `start`, or is its own. `changed`: what it changes without the flow knowing."""
    if is_result(start, dependence):
        return True
    todo = [*dependence.readers.get(start.ref, ()), *_readers_of(subject.flow, start, changed)]
    seen = {start.ref}
    while todo:
        name, ref = todo.pop()
        reader = dependence.by_ref[ref]
        if ref in seen or _looks_at_shape_only(subject, reader, name):
            continue
        if is_result(reader, dependence):
            return True
        seen.add(ref)
        todo += dependence.readers.get(ref, ())
    return False


def _readers_of(flow: Flow, start: StmtFlow, changed: frozenset[str]) -> Iterator[tuple[str, StmtRef]]:
    for statement in flow.statements if changed else ():
        if statement.ref > start.ref:
            for name in sorted(changed & statement.reads):
                yield name, statement.ref
            changed -= statement.binds


def is_result(statement: StmtFlow, dependence: Dependence) -> bool:
    """Whether a statement shows, draws, writes or fits something itself, or by what it calls."""
    if statement.form in DEFINITIONS:
        return False
    if statement.shown or statement.effects & RESULT_EFFECTS or any(c.method in FITTING for c in statement.calls):
        return True
    called = dependence.runs.run_by.get(statement.ref, ())
    return any(f.late_effects & RESULT_EFFECTS or any(c.method in FITTING for c in f.late_calls) for f in called)


def _looks_at_shape_only(subject: Subject, reader: StmtFlow, name: str) -> bool:
    """Whether all that a statement wants of a variable is its shape, length or type, which chance does not change."""
    if not _ASKS_FOR_SHAPE.search(subject.notebook.cell_by_index[reader.ref.cell].python):
        return False
    uses = list(_uses(statement_at(subject, reader.ref), name, []))
    return bool(uses) and all(uses)


def _uses(node: ast.AST, name: str, parents: list[ast.AST]) -> Iterator[bool]:
    if isinstance(node, ast.Name):
        if node.id == name and isinstance(node.ctx, ast.Load):
            yield _is_about_shape(node, parents)
        return
    parents.append(node)
    for child in children(node):
        yield from _uses(child, name, parents)
    parents.pop()


def _is_about_shape(node: ast.AST, parents: list[ast.AST]) -> bool:
    for parent in reversed(parents):
        match parent:
            case ast.Attribute(attr=attr):
                if attr in _ABOUT_THE_SHAPE:
                    return True
            case ast.Subscript(value=value) if value is node:
                pass
            case ast.Call(func=ast.Name(id=called)):
                return called in _SIZES
            case _:
                return False
        node = parent
    return False
