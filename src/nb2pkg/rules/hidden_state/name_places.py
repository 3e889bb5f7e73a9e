"""Where exactly the name stands in statements that bind it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.flow import StmtFlow
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import characters, location, parse
from nb2pkg.syntax.scopes import top_level_uses

_WORD = pattern_of(r"\w+")


def node_of(subject: Subject, statement: StmtFlow) -> ast.stmt:
    """The syntax tree of a top-level statement."""
    return parse(subject.notebook.cell_by_index[statement.ref.cell].python).body[statement.ref.path[0]]


def binding_places(subject: Subject, statement: StmtFlow, name: str) -> Iterator[Location]:
    """Where a top-level statement binds the name, functions that do so through `global` left out."""
    cell = subject.notebook.cell_by_index[statement.ref.cell]
    node = node_of(subject, statement)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield from [name_place(cell, node, name)] if node.name == name else []
        return
    for use in top_level_uses(node):
        if use.name == name and use.context == "store" and not use.nested:
            yield name_place(cell, use.node, name)


def name_place(cell: Cell, node: ast.AST, name: str) -> Location:
    """The name in `x = 1`, `def x():`, `class x:`, `import y as x`, `except E as x:`."""
    if isinstance(node, ast.Name):
        return location(cell.python, node, cell=cell.index)
    line: int = getattr(node, "lineno", 1)
    column = characters(cell.python, line=line, offset=getattr(node, "col_offset", 0))
    text = cell.python.split("\n")[line - 1]
    # In `import x as y` and `def f(f=1)` the name that is bound comes last and first.
    found = [word for word in _WORD.finditer(text, column) if word[0] == name]
    if found:
        column = (found[0] if isinstance(node, ast.stmt) else found[-1 if _is_renamed(node) else 0]).start()
    end = column + (len(name) if found else 0)
    return Location(cell=cell.index, line=line, column=column, end_line=line, end_column=end)


def _is_renamed(node: ast.AST) -> bool:
    return isinstance(node, ast.alias) and node.asname is not None and node.asname == node.name
