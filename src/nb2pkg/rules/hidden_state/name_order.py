"""Reads and bindings of names in the order in which they happen the first time that statements run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from msgspec import Struct

from nb2pkg.syntax.scopes import COMPREHENSIONS
from nb2pkg.syntax.walking import children, walk

Around = tuple[ast.AST, ...]


class Event(Struct, frozen=True):
    """A read of a name, or, where there is a `binder`, a binding; `around`: the statements and expressions it is in."""

    name: str
    node: ast.AST
    around: Around
    binder: ast.AST | None = None


def events(body: Iterable[ast.AST]) -> Iterator[Event]:
    """Those of one scope: bodies of nested functions, and what only a comprehension binds, are left out."""
    for part in body:
        yield from _of(part, ())


def _of(node: ast.AST, around: Around) -> Iterator[Event]:
    inner = (*around, node)
    match node:
        case ast.Name(id=name, ctx=ctx):
            yield Event(name, node, around, None if isinstance(ctx, ast.Load) else around[-1] if around else node)
        case ast.AugAssign(target=ast.Name(id=name) as target, value=value):
            yield Event(name, target, inner)
            yield from _of(value, inner)
            yield Event(name, target, inner, node)
        case ast.Lambda(args=args):
            yield from _all([*args.defaults, *(d for d in args.kw_defaults if d)], inner)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]
            yield from _all([*node.decorator_list, *defaults], inner)
            yield Event(node.name, node, around, node)
        case ast.ClassDef():
            yield from _all([*node.decorator_list, *node.bases, *node.keywords], inner)
            yield Event(node.name, node, around, node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _comprehension(node, inner)
        case ast.ExceptHandler(type=kind, name=name, body=body):
            yield from _all([kind] if kind else [], inner)
            yield from [Event(name, node, inner, node)] if name else []
            yield from _all(body, inner)
        case _:
            yield from _all(_in_order(node), inner)
            yield from _bound_by_text(node, around)


def _all(parts: Iterable[ast.AST], around: Around) -> Iterator[Event]:
    for part in parts:
        yield from _of(part, around)


def _in_order(node: ast.AST) -> Iterable[ast.AST]:
    """The parts of a node as Python evaluates them, where that is not their order in the text."""
    match node:
        case ast.Assign(targets=targets, value=value):
            return [value, *targets]
        case ast.AnnAssign(target=target, value=value):
            return [*([value] if value else []), target]
        case ast.NamedExpr(target=target, value=value):
            return [value, target]
        case ast.For() | ast.AsyncFor():
            return [node.iter, node.target, *node.body, *node.orelse]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return [test, body, orelse]
    return children(node)


def _bound_by_text(node: ast.AST, around: Around) -> Iterator[Event]:
    """Names that stand as text in the tree, not as a node."""
    match node:
        case ast.alias(name=name, asname=asname) if name != "*":
            yield Event((asname or name).split(".")[0], node, around, node)
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield Event(name, node, around, node)


def _comprehension(node: ast.AST, around: Around) -> Iterator[Event]:
    """Its first iterable is evaluated here; of the rest only what a walrus binds counts."""
    assert isinstance(node, COMPREHENSIONS)
    yield from _of(node.generators[0].iter, around)
    for part in walk(node):
        if isinstance(part, ast.NamedExpr):
            yield Event(part.target.id, part.target, around, part)
