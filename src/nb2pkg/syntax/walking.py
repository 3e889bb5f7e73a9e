"""Walking syntax trees fast: only fields that can hold nodes with something in them are looked at."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

# Fields that hold operators, contexts, plain text and numbers; or nodes only in spite of their name (see below).
_DULL = frozenset(
    {"ctx", "op", "ops", "id", "attr", "level", "module", "asname", "kind", "simple", "conversion", "is_async"}
    | {"type_comment", "type_ignores"}
)
_PLAIN = {ast.Global: (), ast.Nonlocal: (), ast.Constant: (), ast.Name: (), ast.alias: ()}
LEAVES = frozenset(_PLAIN)  # below which there is nothing
_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {}


def _of_arguments(node: ast.arguments) -> Sequence[ast.AST]:
    if node.posonlyargs or node.kwonlyargs or node.vararg or node.kwarg:
        return children_by_fields(node)
    return [*node.args, *node.defaults]


# Nearly all nodes are of these types: asked for by name, their children cost a third.
_COMMON: dict[type[ast.AST], Callable[[Any], Sequence[ast.AST]]] = {
    ast.Assign: lambda node: [*node.targets, node.value],
    ast.Attribute: lambda node: (node.value,),
    ast.BinOp: lambda node: (node.left, node.right),
    ast.BoolOp: lambda node: node.values,
    ast.Call: lambda node: [node.func, *node.args, *node.keywords],
    ast.Compare: lambda node: [node.left, *node.comparators],
    ast.Dict: lambda node: [*filter(None, node.keys), *node.values],
    ast.Expr: lambda node: (node.value,),
    ast.For: lambda node: [node.target, node.iter, *node.body, *node.orelse],
    ast.FormattedValue: lambda node: (node.value, node.format_spec) if node.format_spec else (node.value,),
    ast.If: lambda node: [node.test, *node.body, *node.orelse],
    ast.Import: lambda node: node.names,
    ast.ImportFrom: lambda node: node.names,
    ast.JoinedStr: lambda node: node.values,
    ast.List: lambda node: node.elts,
    ast.ListComp: lambda node: [node.elt, *node.generators],
    ast.Module: lambda node: node.body,
    ast.Return: lambda node: (node.value,) if node.value else (),
    ast.Slice: lambda node: [*filter(None, (node.lower, node.upper, node.step))],
    ast.Starred: lambda node: (node.value,),
    ast.Subscript: lambda node: (node.value, node.slice),
    ast.Tuple: lambda node: node.elts,
    ast.UnaryOp: lambda node: (node.operand,),
    ast.arg: lambda node: (node.annotation,) if node.annotation else (),
    ast.arguments: _of_arguments,
    ast.comprehension: lambda node: [node.target, node.iter, *node.ifs],
    ast.keyword: lambda node: (node.value,),
} | dict.fromkeys(LEAVES, lambda node: ())


class _ChildrenByType(dict[type[ast.AST], Callable[[Any], Sequence[ast.AST]]]):
    def __missing__(self, kind: type[ast.AST]) -> Callable[[Any], Sequence[ast.AST]]:
        return self.setdefault(kind, children_by_fields)


CHILDREN_OF = _ChildrenByType(_COMMON)  # `CHILDREN_OF[type(node)](node)`: for loops that meet every node
"""What `children` does, by the type of the node."""


def children(node: ast.AST) -> Sequence[ast.AST]:
    """The nodes right below, in the order of the fields; operators and contexts left out. Never change the result."""
    return CHILDREN_OF[type(node)](node)


def children_by_fields(node: ast.AST) -> Sequence[ast.AST]:
    """The same for a node of any type."""
    kind = type(node)
    fields = _FIELDS.get(kind)
    if fields is None:
        fields = _FIELDS[kind] = _PLAIN.get(kind, tuple(name for name in kind._fields if name not in _DULL))
    found: list[ast.AST] = []
    for name in fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def nodes_above(top: ast.AST) -> dict[ast.AST, ast.AST]:
    """For each node below `top` the one right above it."""
    above: dict[ast.AST, ast.AST] = {}
    todo = [top]
    while todo:
        around = todo.pop()
        below = CHILDREN_OF[type(around)](around)
        above.update(dict.fromkeys(below, around))
        todo += below
    return above


def walk(node: ast.AST) -> list[ast.AST]:
    """`node` and all nodes below it, in no particular order; operators and contexts left out."""
    found = [node]
    for one in found:  # which grows meanwhile
        kind = type(one)
        if kind not in LEAVES:
            found += CHILDREN_OF[kind](one)
    return found


_SUITES = frozenset({"body", "orelse", "finalbody", "handlers", "cases"})
_SUITES_OF: dict[type[ast.AST], tuple[str, ...]] = {}


def statements_in(node: ast.AST) -> list[ast.AST]:
    """`node`, a statement or module, and all statements (handlers, cases) in its suites, in order; no expression."""
    found: list[ast.AST] = [node]
    for child in suites(node):
        found += statements_in(child)
    return found


def suites(node: ast.AST) -> list[ast.AST]:
    """The statements (handlers, cases) right below a statement or module, in order."""
    kind = type(node)
    names = _SUITES_OF.get(kind)
    if names is None:
        names = _SUITES_OF[kind] = tuple(name for name in kind._fields if name in _SUITES)
    return [child for name in names for child in getattr(node, name)]
