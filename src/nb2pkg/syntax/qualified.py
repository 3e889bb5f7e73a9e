"""Dotted names: what they stand for, and at which variable they start."""

from __future__ import annotations

import ast
from collections.abc import Mapping


def qualified_name(node: ast.expr, qualified_by_name: Mapping[str, str]) -> str:
    """`pd.read_csv` -> `pandas.read_csv`, as far as the imports tell; empty for anything computed."""
    match node:
        case ast.Name(id=name):
            return qualified_by_name.get(name, name)
        case ast.Attribute(value=value, attr=attr):
            base = qualified_name(value, qualified_by_name)
            return f"{base}.{attr}" if base else ""
    return ""


def base_name(node: ast.expr) -> str:
    """The variable at the root of `df.loc[0].x` or `model.fit(X)`."""
    while True:
        match node:
            case ast.Name(id=name):
                return name
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
                node = inner
            case _:
                return ""
