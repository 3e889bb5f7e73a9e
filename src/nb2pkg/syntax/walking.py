"""Walking syntax trees fast: only fields that can hold nodes with something in them are looked at."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# Fields that hold operators, contexts, plain text and numbers; or nodes only in spite of their name (see below).
_DULL = frozenset(
    {"ctx", "op", "ops", "id", "attr", "level", "module", "asname", "kind", "simple", "conversion", "is_async"}
    | {"type_comment", "type_ignores"}
)
_PLAIN = {ast.Global: (), ast.Nonlocal: (), ast.Constant: (), ast.Name: (), ast.alias: ()}
LEAVES = frozenset(_PLAIN)  # below which there is nothing
_NODES: dict[type[ast.AST], tuple[str, ...]] = {}


def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    found = _PLAIN.get(kind, tuple(name for name in kind._fields if name not in _DULL))
    _NODES[kind] = found
    return found


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below, in the order of the fields; operators and contexts left out.

    Kept on the node, since a tree is walked several times: trees must not be changed once they have been walked.
    """
    try:
        kept: list[ast.AST] = node._below  # type: ignore[attr-defined]
        return kept
    except AttributeError:
        kind = type(node)
        fields = _NODES.get(kind)
        if fields is None:
            fields = _fields(kind)
        found: list[ast.AST] = []
        for name in fields:
            value = getattr(node, name, None)
            if value.__class__ is list:
                found += [item for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
        node._below = found  # type: ignore[attr-defined]
        for child in found:
            child._above = node  # type: ignore[attr-defined]
        return found


def parents(node: ast.AST, top: ast.AST) -> list[ast.AST]:
    """The nodes around a node that a walk has met, outermost first, from `top` on; none for `top` itself."""
    found: list[ast.AST] = []
    while node is not top:
        node = node._above  # type: ignore[attr-defined]
        found.append(node)
    found.reverse()
    return found


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """`node` and all nodes below it, in no particular order; operators and contexts left out."""
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        todo += children(node)
