"""Where names are bound: as variables of the notebook, and inside functions, classes and comprehensions only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from nb2pkg.model.notebook import Cell, Location
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import location, parse
from nb2pkg.syntax.scopes import bindings_of, top_level_uses
from nb2pkg.syntax.walking import walk


class Inner(Struct, frozen=True, kw_only=True):
    """Where a name exists only inside a scope, and which that is in words."""

    at: Location
    scope: str


class Bindings(Struct, frozen=True, kw_only=True):
    """All places where the notebook's variables are bound, in order; and the first inner place of other names."""

    places: dict[str, tuple[Location, ...]]
    inner_places: dict[str, Inner]
    in_skipped_cells: frozenset[str]


@lru_cache(maxsize=1)
def bindings_of_notebook(subject: Subject) -> Bindings:
    """Looked up only where something is wrong: it walks all cells."""
    places: dict[str, list[Location]] = {}
    inner: dict[str, Inner] = {}
    for cell in subject.notebook.cells:
        if cell.syntax_error is not None:
            continue
        for node in parse(cell.python).body:
            bare = _bare_annotations(node)
            for use in top_level_uses(node):
                if use.context == "store" and id(use.node) not in bare:
                    places.setdefault(use.name, []).append(_place(cell, use.node))
            for name, found in _inner(cell, node):
                inner.setdefault(name, found)
        if cell.captured_as:
            places.setdefault(cell.captured_as, []).append(
                Location(cell=cell.index, line=1, column=0, end_line=1, end_column=0)
            )
    return Bindings(
        places={name: tuple(some) for name, some in places.items()},
        inner_places={name: found for name, found in inner.items() if name not in places},
        in_skipped_cells=_in_skipped_cells(subject) - places.keys(),
    )


def _bare_annotations(node: ast.stmt) -> frozenset[int]:
    """`x: int` binds nothing."""
    return frozenset(id(part.target) for part in walk(node) if isinstance(part, ast.AnnAssign) and part.value is None)


def _place(cell: Cell, node: ast.AST) -> Location:
    if isinstance(node, ast.expr | ast.stmt | ast.alias):
        return location(cell.python, node, cell=cell.index)
    line = getattr(node, "lineno", 1)
    return Location(cell=cell.index, line=line, column=0, end_line=line, end_column=0)


def _inner(cell: Cell, node: ast.stmt) -> Iterator[tuple[str, Inner]]:
    for part in walk(node):
        match part:
            case ast.FunctionDef(name=name, body=body) | ast.AsyncFunctionDef(name=name, body=body):
                scope = f"the function `{name}`"
                names = bindings_of(tuple(body))
            case ast.ClassDef(name=name, body=body):
                scope, names = f"the class `{name}`", bindings_of(tuple(body))
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                scope = "a comprehension"
                names = frozenset(n.id for g in part.generators for n in walk(g.target) if isinstance(n, ast.Name))
            case _:
                continue
        for name in names:
            yield name, Inner(at=location(cell.python, part, cell=cell.index), scope=scope)


def _in_skipped_cells(subject: Subject) -> frozenset[str]:
    found: set[str] = set()
    for cell in subject.notebook.file_cells:
        if cell.kind == "code" and "skip-execution" in cell.tags:
            try:
                found |= bindings_of(tuple(parse(cell.source).body))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
    return frozenset(found)
