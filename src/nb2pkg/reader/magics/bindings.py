"""Which names cells bind, as far as magics need to know: to see whether `$HOME` is a variable and `ls` a command."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set

from nb2pkg.patterns import pattern_of
from nb2pkg.syntax.parse import parsed

_WORD = pattern_of(r"[^\W\d]\w*")
_BINDING_LINE = pattern_of(r"\s*(?:async\s+)?(?:def|class|for|with|import|from|except)\b")


class Bindings:
    """The names bound by the cells so far, worked out when first asked for: few notebooks ever ask."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self._names: set[str] = set()

    def add(self, python: str) -> None:
        """One more cell has been read."""
        self._pending.append(python)

    def so_far(self) -> Set[str]:
        """All names bound until now; `"*"` if a star import may have bound any."""
        self._names.update(*map(names_bound_by, self._pending))
        self._pending.clear()
        return self._names


def names_bound_by(python: str) -> frozenset[str]:
    """The names that a cell's Python binds at its top level; `"*"` for a star import. Nothing if it does not parse."""
    tree = parsed(python)
    if tree is None:
        return names_in_text(python)
    return frozenset(_bound(tree))


def _bound(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
                continue
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                continue
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.alias(name=name, asname=asname):
                yield asname or name.split(".")[0]
        yield from _bound(child)


def names_in_text(text: str) -> frozenset[str]:
    """The names that a cell may bind, parameters included: a guess from above, for text that may not parse."""
    names: set[str] = set()
    for line in text.split("\n"):
        if _BINDING_LINE.match(line):
            names.update(_WORD.findall(line))
        elif "=" in line and line.lstrip()[:1] not in {"!", "%"}:
            names.update(_WORD.findall(line[: line.index("=")]))
    return frozenset(names)
