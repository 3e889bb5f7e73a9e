"""What the names tell to which a text is bound."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.paths import words
from nb2pkg.patterns import pattern_of
from nb2pkg.syntax.names import snake_case

_GLUED = pattern_of(r"\w(?:paths?|dirs?|folders?|(?<!pro)files?|filenames?|fnames?|directory)$")
# Beside these keys, `path` is a route or a pointer: JSON patches, descriptions of interfaces.
_DESCRIPTIVE = frozenset({"op", "method", "methods", "operationId", "responses", "component"})


def points_of_names(names: tuple[str, ...]) -> int:
    """2 if a name means a path, 1 if it may, -2 if one of them means something else (`url`, `xpath`)."""
    found = [_meaning(snake_case(name).split("_")) for name in names]
    return next((points for meaning, points in _POINTS.items() if meaning in found), 0)


_POINTS = {"web": -2, "path": 2, "other": -2, "hint": 1}  # what counts most comes first


def _meaning(tokens: list[str]) -> str:
    if not words("names", "web").isdisjoint(tokens):
        return "web"
    are_paths = [token in words("names", "path") or _GLUED.search(token) is not None for token in tokens]
    if are_paths[-1]:
        return "path"
    if not words("names", "other").isdisjoint(tokens):
        return "other"
    return "path" if any(are_paths) else "hint" if not words("names", "hint").isdisjoint(tokens) else ""


def names_of_target(target: ast.expr) -> Iterator[str]:
    """`x`, `config.x` and `config["x"]` are all called `x`."""
    match target:
        case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))):
            yield f"{name}_dir" if points_of_names((name,)) == 1 else name  # a variable of the environment: `HF_HOME`
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            yield name
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            for item in elts:
                yield from names_of_target(item)
        case ast.Starred(value=value):
            yield from names_of_target(value)


def names_of_value(container: ast.Dict, value: ast.AST) -> Iterator[str]:
    """The key of a value in a dictionary."""
    keys = [key.value for key in container.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    if _DESCRIPTIVE & set(keys):
        yield "route"
    for key, item in zip(container.keys, container.values, strict=True):
        if item is value and isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value
        elif item is value and isinstance(key, ast.Name | ast.Attribute):
            yield from names_of_target(key)
