"""From a call that the flow tells of to its syntax, and what its arguments say."""

from __future__ import annotations

import ast

from nb2pkg.model.flow import Call
from nb2pkg.model.notebook import StmtRef
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import location, parse
from nb2pkg.syntax.statement_nodes import statement_nodes


def statement_at(subject: Subject, ref: StmtRef) -> ast.stmt:
    """The syntax of a top-level statement."""
    return parse(subject.notebook.cell_by_index[ref.cell].python).body[ref.path[0]]


def call_node(subject: Subject, ref: StmtRef, call: Call) -> ast.Call:
    """The syntax of a call in a top-level statement."""
    text = subject.notebook.cell_by_index[ref.cell].python
    for node in statement_nodes(text)[ref.path[0]]:
        if (
            isinstance(node, ast.Call)
            and node.lineno == call.at.line
            and location(text, node, cell=ref.cell) == call.at
        ):
            return node
    raise LookupError(f"no call at {call.at}")


def argument(call: ast.Call, keyword: str, *, position: int | None = None) -> ast.expr | None:
    """The value given for a parameter by keyword, or at its position."""
    for given in call.keywords:
        if given.arg == keyword:
            return given.value
    if position is not None and position < len(call.args):
        return call.args[position]
    return None


def has_unknown_arguments(call: ast.Call) -> bool:
    """Whether `**options` or `*args` may hold what the text does not show."""
    return any(given.arg is None for given in call.keywords) or any(isinstance(a, ast.Starred) for a in call.args)


def is_none(node: ast.expr | None) -> bool:
    """Nothing given, or `None`."""
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def written(node: ast.expr, limit: int = 60) -> str:
    """An expression as the author wrote it, on one line, cut where it gets long."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= limit else text[: limit - 3] + "..."
