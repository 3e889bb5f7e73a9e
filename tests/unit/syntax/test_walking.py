"""The fast ways below a node lead where the slow one leads."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from nb2pkg.syntax import walking
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.statement_nodes import statement_nodes
from nb2pkg.syntax.walking import children, children_by_fields, nodes_above, statements_in, walk

SOURCES = sorted(Path(inspect.getfile(walking)).parents[1].rglob("*.py"))
EVERYTHING = """
import os, sys
from a import b as c, d
x = y = [1, *z, -2] < (3, 4) <= 5 or not x and y
x[1:2, ...] = {**a, 'b': f'{x!r:>{width}} {y}'}
if x: pass
elif y: f(1, *a, k=2, **b)
else: lambda *a, b=1: (yield)
x.y.z += [i for i in range(3) if i]
"""


@pytest.mark.parametrize("text", [EVERYTHING, *(path.read_text(encoding="utf-8") for path in SOURCES[::5])])
def test_children_are_those_of_the_fields(text: str) -> None:
    nodes = [node for node in ast.walk(ast.parse(text)) if not isinstance(node, ast.expr_context | ast.operator)]
    assert len(nodes) > 1
    for node in nodes:
        assert list(children(node)) == list(children_by_fields(node)), ast.dump(node)


def test_above_a_node_stands_its_parent() -> None:
    tree = ast.parse("if x:\n    f(a)[b].c = 1")
    above = nodes_above(tree.body[0])
    node: ast.AST = next(node for node in walk(tree) if isinstance(node, ast.Name) and node.id == "a")
    found = []
    while node is not tree.body[0]:
        node = above[node]
        found.append(type(node).__name__)
    assert found == ["Call", "Subscript", "Attribute", "Assign", "If"]
    assert tree.body[0] not in above


@pytest.mark.parametrize("text", [EVERYTHING, *(path.read_text(encoding="utf-8") for path in SOURCES[::20])])
def test_a_flat_list_holds_all_nodes_parents_first(text: str) -> None:
    for statement, nodes in zip(parse(text).body, statement_nodes(text), strict=True):
        assert nodes[0] is statement
        assert len(nodes) == len(set(nodes))
        assert set(nodes) == set(walk(statement))
        place = {node: index for index, node in enumerate(nodes)}
        assert all(place[below] > place[node] for node in nodes for below in children(node))


def test_statements_are_found_in_all_suites_in_order() -> None:
    text = "try:\n    a\nexcept E:\n    b\nelse:\n    c\nfinally:\n    for i in x:\n        d\n    else:\n        e"
    found = [node.value.id for node in statements_in(ast.parse(text)) if isinstance(node, ast.Expr)]  # type: ignore[attr-defined]
    assert found == ["a", "b", "c", "d", "e"]
