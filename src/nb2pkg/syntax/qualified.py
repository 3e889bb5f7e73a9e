"""Dotted names: what they stand for, and at which variable they start."""

from __future__ import annotations

import ast
from collections.abc import Mapping

_OF_VALUE = (ast.Attribute, ast.Subscript)  # the type `A | B` would be made anew for each node


def qualified_name(node: ast.expr, qualified_by_name: Mapping[str, str]) -> str:
    """`pd.read_csv` -> `pandas.read_csv`, as far as the imports tell; empty for anything computed."""
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    base = qualified_by_name.get(node.id, node.id)
    if len(attributes) == 1:
        return f"{base}.{attributes[0]}"
    return ".".join([base, *reversed(attributes)]) if attributes else base


def base_name(node: ast.expr) -> str:
    """The variable at the root of `df.loc[0].x` or `model.fit(X)`."""
    while not isinstance(node, ast.Name):
        if isinstance(node, _OF_VALUE):
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return ""
    return node.id
