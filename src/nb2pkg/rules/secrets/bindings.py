"""What the names of a notebook are bound to, wherever that happens: enough to say where a value comes from."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nb2pkg.model.notebook import Notebook
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import walk

Bindings = dict[str, list[ast.expr]]


def bindings_of(notebook: Notebook) -> Bindings:
    """name -> the expressions whose value, or a part of whose value, it may have. Never change it."""
    return bindings_in(tuple(cell.python for cell in notebook.cells if cell.syntax_error is None))


@lru_cache(maxsize=4)
def bindings_in(pythons: tuple[str, ...]) -> Bindings:
    """The same for the texts of cells; computed once for a notebook, and only if some rule has a question."""
    found: Bindings = {}
    for python in pythons:
        for node in walk(parse(python)):
            for target, value in _bound_by(node):
                for name, part in _pairs(target, value):
                    found.setdefault(name, []).append(part)
    return found


def _bound_by(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((target, value) for target in targets)
        case (
            ast.AnnAssign(target=target, value=ast.expr() as value)
            | ast.AugAssign(target=target, value=value)
            | ast.NamedExpr(target=target, value=value)
            | ast.For(target=target, iter=value)
            | ast.AsyncFor(target=target, iter=value)
            | ast.comprehension(target=target, iter=value)
            | ast.withitem(optional_vars=ast.expr() as target, context_expr=value)
        ):
            yield target, value


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match target:
        case ast.Name(id=name):
            yield name, value
        case ast.Starred(value=inner):
            yield from _pairs(inner, value)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            values: Sequence[ast.expr] = value.elts if isinstance(value, ast.Tuple | ast.List) else ()
            parts = values if len(values) == len(targets) else [value] * len(targets)
            for part, one in zip(targets, parts, strict=True):
                yield from _pairs(part, one)
