"""Flags: `found = True` beside `winner = v` says, wherever `found` holds, that `winner` is bound."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from nb2pkg.rules.hidden_state.running.conditions import outcome
from nb2pkg.syntax.scopes import FUNCTIONS, bindings_of
from nb2pkg.syntax.walking import children, walk

_SIMPLE = (
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.Import,
    ast.ImportFrom,
    ast.With,
    ast.FunctionDef,
    ast.ClassDef,
)
_FILLING = frozenset({"append", "add", "extend", "insert", "update"})


def tells(test: ast.expr, *, holds: bool, name: str, suites: Iterable[Sequence[ast.stmt]]) -> bool:
    """Whether each assignment after which the test of one variable may have this outcome has the name bound beside it.

    `suites`: all of the notebook in which the variable is named.
    """
    flags = {node.id for node in walk(test) if isinstance(node, ast.Name)} - {"len"}
    if len(flags) != 1:
        return False
    flag = flags.pop()
    is_bound = False
    for suite in (inner for outer in suites for inner in _suites(outer)):
        ways = [way for part in suite for way in _ways(part, flag)]
        is_bound |= bool(ways)
        decisive = [value for value in ways if value is None or not _excludes(test, flag, value, holds=holds)]
        if decisive and not any(name in bindings_of((part,)) for part in suite if isinstance(part, _SIMPLE)):
            return False
    return is_bound


def _ways(node: ast.stmt, flag: str) -> Iterator[ast.expr | None]:
    """The values that a statement itself gives to the flag; None for one that cannot be told."""
    match node:
        case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == flag:
            yield value
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            pairs = zip(targets, values, strict=False)
            yield from (value for target, value in pairs if isinstance(target, ast.Name) and target.id == flag)
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=target), attr=method))) if target == flag:
            yield from [None] if method in _FILLING else []
        case ast.If() | ast.For() | ast.While() | ast.Try() | ast.With() | ast.Match():
            heads = [part for part in children(node) if isinstance(part, ast.expr | ast.withitem)]
            yield from [None] if any(_binds(part, flag) for part in heads) else []
        case _ if flag in bindings_of((node,)):
            yield None


def _binds(node: ast.AST, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name and _is_store(part) for part in walk(node))


def _is_store(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _excludes(test: ast.expr, flag: str, value: ast.expr, *, holds: bool) -> bool:
    """Whether the test cannot have this outcome once the flag has this value."""
    try:
        literal = ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return outcome(test, {flag: literal}) is not holds and outcome(test, {flag: literal}) is not None


def _suites(suite: Sequence[ast.stmt]) -> Iterator[Sequence[ast.stmt]]:
    yield suite
    for part in suite:
        if isinstance(part, (*FUNCTIONS, ast.ClassDef)):
            continue
        if isinstance(part, ast.Try | ast.TryStar) and part.orelse:  # which runs when all of the body has
            yield [*part.body, *part.orelse]
        for field in ("body", "finalbody") if isinstance(part, ast.Try | ast.TryStar) else ("body", "orelse"):
            inner = getattr(part, field, None)
            if isinstance(inner, list) and inner:
                yield from _suites(inner)
        for arm in (*getattr(part, "handlers", ()), *getattr(part, "cases", ())):
            yield from _suites(arm.body)
