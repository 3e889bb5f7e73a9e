"""Columns of tables that a statement names."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

NO_COLUMNS = frozenset({"T", "at", "columns", "dt", "iat", "iloc", "index", "loc", "shape", "str", "values"})


def columns_in(node: ast.AST, variables: Collection[str]) -> Iterator[str]:
    """`table["name"]`, and `table.name` where the table is one of the variables."""
    called = {id(part.func) for part in ast.walk(node) if isinstance(part, ast.Call)}
    for part in ast.walk(node):
        match part:
            case ast.Subscript(slice=ast.Constant(value=str(key))):
                yield key
            case ast.Attribute(value=ast.Name(id=table), attr=attr) if id(part) not in called:
                if table in variables and attr not in NO_COLUMNS:
                    yield attr
