"""Whether a variable whose name tells nothing is handed to calls that take paths."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.handing import called_name
from nb2pkg.knowledge.paths import takes_path, takes_paths_only
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.qualified import base_name, qualified_name
from nb2pkg.syntax.walking import walk


def is_used_as_path(name: str, subject: Subject) -> bool:
    """Whether `name`, or a text that begins with it, is handed to a call that takes a path."""
    for cell in subject.notebook.cells:
        if cell.syntax_error is None and name in cell.python:
            for call in walk(parse(cell.python)):
                handed = _path_arguments(call, subject) if isinstance(call, ast.Call) else ()
                if any(_begins_with(arg, name) for arg in handed):
                    return True
    return False


def _path_arguments(call: ast.Call, subject: Subject) -> Iterator[ast.expr]:
    names = subject.flow.qualified_by_name
    is_known = isinstance(call.func, ast.Name) or base_name(call.func) in names
    qualified = qualified_name(call.func, names) if is_known else ""
    if takes_paths_only(qualified):
        yield from call.args
    elif call.args and takes_path(qualified, called_name(call)):
        yield call.args[0]


def _begins_with(node: ast.expr, name: str) -> bool:
    while True:
        match node:
            case ast.BinOp(left=left):
                node = left
            case ast.JoinedStr(values=[ast.FormattedValue(value=value), *_]):
                node = value
            case _:
                return isinstance(node, ast.Name) and node.id == name
