"""Statements that evaluate all their parts, once and in order: nine in ten, read in one pass over their nodes."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence, Set
from typing import Any

from msgspec import Struct, field

from nb2pkg.tracer.calls import Deeds, note_call, note_store

# What has a scope of its own, may leave out a part, or binds a name on the way is for `Scan`.
_PLAIN = frozenset(
    {ast.Assign, ast.AugAssign, ast.Expr, ast.Import, ast.ImportFrom, ast.alias, ast.Name, ast.Constant}
    | {ast.Attribute, ast.Subscript, ast.Slice, ast.Starred, ast.Call, ast.keyword, ast.BinOp, ast.UnaryOp}
    | {ast.BoolOp, ast.Compare, ast.IfExp, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.JoinedStr, ast.FormattedValue}
)
# More of them may be nested more deeply than anyone would want, which whoever goes down level by level finds out.
_MOST_NODES = 1_500
IMPORTS = (ast.Import, ast.ImportFrom)
_Name, _Call, _Constant, _Load = ast.Name, ast.Call, ast.Constant, ast.Load
_STORABLE = frozenset({ast.Attribute, ast.Subscript})


class PlainFacts(Struct):
    """What such a statement reads and binds, and its deeds."""

    reads: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    deeds: Deeds = field(default_factory=Deeds)


def is_plain(nodes: Sequence[ast.AST], kinds: Set[type[ast.AST]]) -> bool:
    """Whether a statement is plain that has these nodes, of these types."""
    return kinds <= _PLAIN and len(nodes) <= _MOST_NODES


def plain_facts(
    statement: ast.stmt, nodes: Sequence[ast.AST], *, text: str, cell: int, qualified_by_name: Mapping[str, str]
) -> PlainFacts | None:
    """The facts of a plain statement that has these nodes; None if it may read what it binds itself."""
    facts = PlainFacts()
    if isinstance(statement, IMPORTS):
        facts.binds.update((a.asname or a.name).split(".")[0] for a in statement.names if a.name != "*")
        return facts
    _look_at(nodes, facts, text=text, cell=cell, qualified_by_name=qualified_by_name)
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        facts.reads.add(statement.target.id)
        facts.deeds.mutates.add(statement.target.id)
    elif isinstance(statement, ast.Assign) and _may_read_what_it_binds(statement) and facts.reads & facts.binds:
        return None
    return facts


def _look_at(
    nodes: Sequence[ast.AST], facts: PlainFacts, *, text: str, cell: int, qualified_by_name: Mapping[str, str]
) -> None:
    """Adds what the nodes say, in one loop: it meets every node of every notebook."""
    reads, binds, deeds = facts.reads, facts.binds, facts.deeds
    node: Any  # whose type `kind` tells, which takes a third of the time that `isinstance` takes
    for node in nodes:
        kind = type(node)
        if kind is _Name:
            (reads if type(node.ctx) is _Load else binds).add(node.id)
        elif kind is _Call:
            note_call(node, deeds, late=False, text=text, cell=cell, qualified_by_name=qualified_by_name)
        elif kind is _Constant:
            if node.value.__class__ is str and "~" in node.value:
                deeds.formulas.append(node.value)
        elif kind in _STORABLE and type(node.ctx) is not _Load:
            note_store(node, deeds, late=False, qualified_by_name=qualified_by_name)


def _may_read_what_it_binds(statement: ast.Assign) -> bool:
    """`a = a[0] = x`: whether a target is more than a name."""
    return len(statement.targets) > 1 or type(statement.targets[0]) is not ast.Name
