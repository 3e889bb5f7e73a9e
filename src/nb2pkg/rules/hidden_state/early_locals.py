"""Names of a function that are read before anything in it binds them: an `UnboundLocalError` when it is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from nb2pkg.rules.hidden_state.name_order import Around, Event, events
from nb2pkg.syntax.scopes import declared_globals, own_bindings
from nb2pkg.syntax.walking import walk

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_PERHAPS = (*_LOOPS, ast.If, ast.Match, ast.IfExp, ast.BoolOp, ast.With, ast.AsyncWith, ast.Try, ast.TryStar)
_ASKING = frozenset({"locals", "vars", "dir"})  # `if "x" in locals():` is for the author to know


class EarlyRead(Struct, frozen=True, kw_only=True):
    """`node` reads the name, which `binder` makes the function's own. `is_sure`: every call gets there."""

    name: str
    node: ast.Name
    binder: ast.AST
    is_sure: bool


def early_reads(function: ast.FunctionDef | ast.AsyncFunctionDef, nodes: Sequence[ast.AST]) -> list[EarlyRead]:
    """One for each such name, in the order of the code. `nodes`: those of the function."""
    own = own_bindings(function) - _parameters(function.args) - declared_globals(function)
    suspects = _suspects(nodes, own) if own else frozenset[str]()
    return [*_found(function, suspects)] if suspects else []


def _parameters(args: ast.arguments) -> frozenset[str]:
    every = (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg)
    return frozenset(arg.arg for arg in every if arg is not None)


def _suspects(nodes: Sequence[ast.AST], own: frozenset[str]) -> frozenset[str]:
    """A cheap first look, by lines alone: names that are read no later than in the line where they are bound first."""
    reads: dict[str, int] = {}
    bound: dict[str, int] = {}
    augmented: set[str] = set()
    node: Any  # whose type `kind` tells
    for node in nodes:
        kind = type(node)
        if kind is ast.Name:
            name = node.id
            if name in own:
                known = reads if type(node.ctx) is ast.Load else bound
                if name not in known or known[name] > node.lineno:
                    known[name] = node.lineno
        elif kind is ast.AugAssign:
            if isinstance(node.target, ast.Name):
                augmented.add(node.target.id)
        elif kind is ast.Assign and node.end_lineno != node.lineno:  # the value may go on for many lines
            for part in walk(node.value):
                if isinstance(part, ast.Name):
                    reads[part.id] = min(reads.get(part.id, node.lineno), node.lineno)
    return own & (augmented | {name for name, line in reads.items() if line <= bound.get(name, line)})


def _found(function: ast.FunctionDef | ast.AsyncFunctionDef, suspects: frozenset[str]) -> Iterator[EarlyRead]:
    bound: dict[str, list[Event]] = {}
    reads: dict[str, Event] = {}
    for event in events(function.body):
        if event.name in _ASKING and event.binder is None:
            return
        if event.name in suspects:
            if event.binder is not None:
                bound.setdefault(event.name, []).append(event)
            elif event.name not in bound and not _is_guarded(event.around):
                reads.setdefault(event.name, event)
    leaving = [part.lineno for part in walk(function) if isinstance(part, ast.Return | ast.Raise)]
    for name, read in reads.items():
        if name in bound and not _may_be_bound_before(read, bound[name]) and isinstance(read.node, ast.Name):
            is_sure = not any(isinstance(one, _PERHAPS) for one in read.around)
            is_sure = is_sure and not any(line < read.node.lineno for line in leaving)
            yield EarlyRead(name=name, node=read.node, binder=bound[name][0].node, is_sure=is_sure)


def _is_guarded(around: Around) -> bool:
    """In a `try` whose handlers may be there for it."""
    return any(isinstance(one, ast.Try | ast.TryStar) and one.handlers for one in around)


def _may_be_bound_before(read: Event, binders: list[Event]) -> bool:
    """An earlier round of a loop around both may have bound it; but `x += 1` alone never does, it would read first."""
    if all(isinstance(event.binder, ast.AugAssign) for event in binders):
        return False
    loops = [one for one in read.around if isinstance(one, _LOOPS)]
    return any(loop in event.around for loop in loops for event in binders)
