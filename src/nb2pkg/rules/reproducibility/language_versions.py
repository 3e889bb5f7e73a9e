"""Which version of Python recorded a notebook, what its code needs at least, and what is still maintained."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nb2pkg.model.notebook import Notebook
from nb2pkg.patterns import pattern_of
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import walk

_MINOR = pattern_of(r"(\d+)\.(\d+)")
# Only syntax that `ast` still tells apart; what needs more than Python 3.7.
_SINCE: dict[type[ast.AST], tuple[tuple[int, int], str]] = {
    ast.NamedExpr: ((3, 8), "an assignment expression (`:=`)"),
    ast.Match: ((3, 10), "a `match` statement"),
    ast.TryStar: ((3, 11), "`except*`"),
}
_HINT = pattern_of(r":=|^\s*match\b.*:|except\s*\*|[(,]\s*/\s*[,)]", re.MULTILINE)
END_OF_LIFE = {  # the month after which the release series gets no fixes, not even for security
    (3, 3): "2017-09",
    (3, 4): "2019-03",
    (3, 5): "2020-09",
    (3, 6): "2021-12",
    (3, 7): "2023-06",
    (3, 8): "2024-10",
    (3, 9): "2025-10",
}


def recorded_version(notebook: Notebook) -> tuple[int, int] | None:
    """Major and minor version of the kernel that last ran the notebook."""
    found = _MINOR.match(notebook.python_version)
    return (int(found[1]), int(found[2])) if found else None


def newer_syntax(
    notebook: Notebook, recorded: tuple[int, int]
) -> Iterator[tuple[int, ast.expr | ast.stmt | ast.arg, str]]:
    """The index of a cell, the node and its name, for syntax that the recorded version does not have."""
    for cell in notebook.cells:
        if cell.syntax_error is None and _may_be_newer(cell.python):
            for node in walk(parse(cell.python)):
                found = _since(node)
                if found and found[0] > recorded and isinstance(node, ast.expr | ast.stmt | ast.arg):
                    yield cell.index, node, f"{found[1]}, which came with Python {found[0][0]}.{found[0][1]}"


def _may_be_newer(python: str) -> bool:
    hinted = ":=" in python or "/" in python or "match" in python or "except" in python  # without them no search
    return hinted and _HINT.search(python) is not None


def _since(node: ast.AST) -> tuple[tuple[int, int], str] | None:
    if isinstance(node, ast.FunctionDef) and node.args.posonlyargs:
        return (3, 8), "positional-only parameters"
    return _SINCE.get(type(node))
