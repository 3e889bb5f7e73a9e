"""From a reference to the syntax tree, and to the text."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.notebook import Location, Notebook, StmtRef
from nb2pkg.syntax.parse import location, parse
from nb2pkg.syntax.walking import suites


def node_of(notebook: Notebook, ref: StmtRef) -> ast.stmt:
    """The top-level statement that `ref` names."""
    return parse(notebook.cell_by_index[ref.cell].python).body[ref.path[0]]


def where(notebook: Notebook, ref: StmtRef, node: ast.expr | ast.stmt | ast.arg | ast.keyword | ast.alias) -> Location:
    """Where a part of a statement stands in its cell."""
    return location(notebook.cell_by_index[ref.cell].python, node, cell=ref.cell)


def inside_f_strings(node: ast.AST) -> set[int]:
    """Identities of the nodes inside f-strings: Python 3.11 gives them wrong positions, so they cannot be edited."""
    return {id(child) for part in ast.walk(node) if isinstance(part, ast.JoinedStr) for child in ast.walk(part)}


def opens_for_writing(node: ast.AST) -> bool:
    """Whether `open(..., "w")` (or `x`, `a`) stands in a statement."""
    for child in ast.walk(node):
        if isinstance(child, ast.Call) and getattr(child.func, "id", getattr(child.func, "attr", "")) == "open":
            modes = [*child.args[1:2], *(k.value for k in child.keywords if k.arg == "mode")]
            if any(isinstance(m, ast.Constant) and set(str(m.value)) & set("wxa") for m in modes):
                return True
    return False


def globals_in(node: ast.AST, *, is_inside: bool = False) -> Iterator[tuple[ast.Global, bool]]:
    """The `global` statements, and whether each stands in a definition."""
    if isinstance(node, ast.Global):
        yield node, is_inside
    is_inside = is_inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    for child in suites(node):
        yield from globals_in(child, is_inside=is_inside)
