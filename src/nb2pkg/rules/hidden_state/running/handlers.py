"""What exception handlers and context managers do with a NameError."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from nb2pkg.rules.hidden_state.running.machine import Rescue
from nb2pkg.syntax.scopes import bindings_of
from nb2pkg.syntax.walking import walk

_BROAD = frozenset({"Exception", "BaseException"})
_EXPECTED = frozenset({"NameError", "UnboundLocalError"})


def rescue_of(handlers: Sequence[ast.ExceptHandler]) -> Rescue:
    """What handlers make of a NameError in the body."""
    return max(map(_rescue, handlers), default=Rescue.NONE)


def _rescue(handler: ast.ExceptHandler) -> Rescue:
    return Rescue.BROAD if handler.type is None else _of_types(handler.type)


def _of_types(node: ast.expr) -> Rescue:
    names = {part.id for part in walk(node) if isinstance(part, ast.Name)}
    return Rescue.EXPECTED if names & _EXPECTED else Rescue.BROAD if names & _BROAD else Rescue.NONE


def swallows(manager: ast.expr) -> int:
    """0: errors pass; 1: `suppress(ValueError)`; 2, 3: one that stops a NameError among others, or by name."""
    match manager:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            if name in {"suppress", "raises", "assertRaises"}:
                return 1 + max(map(_of_types, args), default=0)
    return 0


def only_imports(body: Sequence[ast.stmt]) -> bool:
    """Whether a suite imports, and sets at most flags."""
    harmless = (ast.Import, ast.ImportFrom, ast.Pass, ast.Assign, ast.Expr)
    return any(isinstance(p, ast.Import | ast.ImportFrom) for p in body) and all(isinstance(p, harmless) for p in body)


def changes_something(handlers: Sequence[ast.ExceptHandler]) -> bool:
    """Whether some handler binds a name: a flag, a stand-in."""
    return any(bindings_of(tuple(handler.body)) for handler in handlers)
