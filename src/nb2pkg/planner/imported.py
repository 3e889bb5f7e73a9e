"""Modules that code imports wherever it does, and whether it can do without them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

ABSENCES = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


def imported_in(node: ast.AST, *, is_optional: bool = False) -> Iterator[tuple[str, bool]]:
    """The modules that a tree imports; True for those behind a `try` that lives with their absence."""
    match node:
        case ast.Import(names=names):
            yield from ((alias.name, is_optional) for alias in names)
        case ast.ImportFrom(level=0, module=str(module)):
            yield module, is_optional
        case ast.Try(body=body, handlers=handlers) if any(map(_bears_absence, handlers)):
            for part in (*body, *handlers):
                yield from imported_in(part, is_optional=True)
            for part in (*node.orelse, *node.finalbody):
                yield from imported_in(part, is_optional=is_optional)
        case ast.With(items=[ast.withitem(context_expr=ast.Call(func=function, args=given))], body=body) if (
            _name(function) == "suppress" and {_name(one) for one in given} & ABSENCES
        ):
            for part in body:
                yield from imported_in(part, is_optional=True)
        case _:
            for part in ast.iter_child_nodes(node):
                yield from imported_in(part, is_optional=is_optional)


def _bears_absence(handler: ast.ExceptHandler) -> bool:
    if isinstance(handler.body[-1], ast.Raise):
        return False
    match handler.type:
        case None:
            return True
        case ast.Tuple(elts=kinds):
            return bool({_name(kind) for kind in kinds} & ABSENCES)
        case kind:
            return _name(kind) in ABSENCES


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
