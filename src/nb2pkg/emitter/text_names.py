"""Names that code has in its texts only: formulas and queries, which a library resolves in the frame of the call."""

from __future__ import annotations

import ast
import re

from nb2pkg.syntax.parse import parsed

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_DEFINES = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def names_in_texts_only(code: str) -> frozenset[str]:
    """Words of its texts that the code itself does not use; docstrings are no such texts.

    >>> sorted(names_in_texts_only("fit('y ~ hdd(x)', x)"))
    ['hdd', 'y']
    """
    tree = parsed(code)
    if tree is None:
        return frozenset()
    docstrings = {id(one.body[0].value) for one in ast.walk(tree) if _has_docstring(one)}  # type: ignore[attr-defined]
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in docstrings]
    words = {word for text in texts if isinstance(text, str) for word in _IDENTIFIER.findall(text)}
    return frozenset(words - {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)})


def _has_docstring(node: ast.AST) -> bool:
    return isinstance(node, _DEFINES) and ast.get_docstring(node, clean=False) is not None
