"""What gives something else when it is done twice: changes of a variable that start from its own value."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set

from msgspec import Struct

from nb2pkg.knowledge.handing import called_name
from nb2pkg.rules.hidden_state.repeated_values import (
    ARITHMETIC,
    change_of,
    changing_method,
    has_true,
    is_same_again,
    text_of,
)
from nb2pkg.syntax.qualified import base_name
from nb2pkg.syntax.scopes import COMPREHENSIONS, FUNCTIONS, bindings_of
from nb2pkg.syntax.walking import children, walk

_LIST_METHODS = frozenset({"append", "extend", "insert", "appendleft", "extendleft", "reverse"})
_TAKING_ALL = frozenset("list tuple set dict sorted sum max min any all Counter".split())
ONCE = frozenset("zip map filter enumerate reversed iter open urlopen iglob finditer".split())
_TAKING = frozenset({"pop", "popleft", "popitem", "remove", "next"})
TELLING = _TAKING | {"shuffle"}  # calls for which `takings_in` is worth asking


class Repeat(Struct, frozen=True, kw_only=True):
    """A node that changes the variable `name`; `is_silent`: a second run gives another result, and does not fail."""

    node: ast.expr | ast.stmt
    name: str
    what: str
    is_silent: bool = True


def repeats_in(node: ast.stmt, *, names: Set[str], lists: Set[str]) -> Iterator[Repeat]:
    """The changes in a statement and the suites in it, functions left out."""
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return
    match node:
        case ast.AugAssign(target=target, op=op):
            is_own = isinstance(op, ARITHMETIC) and not is_same_again(op, node.value, text_of(target))
            if (name := base_name(target)) in names and is_own:
                yield Repeat(node=node, name=name, what=f"`{text_of(target)}` starts from its own value each time")
        case ast.Assign(targets=[target], value=value):
            yield from _assigned(node, target, value, names)
        case ast.Delete(targets=targets):
            for target in targets:
                if isinstance(target, ast.Subscript) and (name := base_name(target)) in names:
                    what = f"`{text_of(target)}` is gone the second time"
                    yield Repeat(node=node, name=name, what=what, is_silent=False)
        case ast.Expr(value=ast.Call() as call):
            yield from _called(node, call, names, lists)
    if isinstance(node, ast.While):  # `while n < 5: n += 1` has no round the second time
        names = names - {part.id for part in walk(node.test) if isinstance(part, ast.Name)}
    for suite in _suites(node):
        yield from _in_suite(suite, names, lists)


def _suites(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        suite = getattr(node, field, None)
        if isinstance(suite, list):
            yield suite
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield part.body


def _in_suite(suite: list[ast.stmt], names: Set[str], lists: Set[str]) -> Iterator[Repeat]:
    """Statements in order: what one of them makes anew is no longer the variable of another cell."""
    left = set(names)
    for part in suite:
        yield from repeats_in(part, names=left, lists=lists)
        if not isinstance(part, ast.AugAssign):
            read = {n.id for n in walk(part) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
            left -= bindings_of((part,)) - read


def _assigned(node: ast.Assign, target: ast.expr, value: ast.expr, names: Set[str]) -> Iterator[Repeat]:
    name = base_name(target)
    is_place = isinstance(target, ast.Name) or _is_column(target)
    if name not in names or not is_place:
        return
    how = change_of(value, text_of(target))
    if how is not None:
        yield Repeat(node=node, name=name, what=f"`{text_of(target)}` {how[0]}", is_silent=how[1])


def _is_column(target: ast.expr) -> bool:
    match target:
        case ast.Subscript(value=ast.Name(), slice=ast.Constant() | ast.List()) | ast.Attribute(value=ast.Name()):
            return True
    return False


def _called(node: ast.stmt, call: ast.Call, names: Set[str], lists: Set[str]) -> Iterator[Repeat]:
    """A method that changes its receiver in place."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=name), attr=method) if name in names:
            if method in _LIST_METHODS and (name in lists or method == "insert"):
                is_frame = method == "insert" and name not in lists
                what = f"`{name}` " + ("has the column already the second time" if is_frame else "grows each time")
                what = f"`{name}` is turned round each time" if method == "reverse" else what
                yield Repeat(node=node, name=name, what=what, is_silent=not is_frame)
            elif has_true(call, "inplace") and (how := changing_method(call, method, name)) is not None:
                yield Repeat(node=node, name=name, what=f"`{name}` {how[0]}", is_silent=how[1])
            elif method in _TAKING and not _has_default(call):
                what = f"`{name}` has lost it the second time"
                yield Repeat(node=node, name=name, what=what, is_silent=name in lists)


def takings_in(node: ast.stmt, *, names: Set[str]) -> Iterator[Repeat]:
    """`y = df.pop("target")`, `batch = next(batches)`, `random.shuffle(rows)`."""
    shown = {id(part.value) for part in _now(node) if isinstance(part, ast.Expr)}
    for part in _now(node):
        match part:
            case ast.Call(func=ast.Name(id="next"), args=[ast.Name(id=name), *_]) if name in names:
                yield Repeat(node=part, name=name, what=f"`{name}` gives its next value each time")
            case ast.Expr(value=ast.Call(args=[ast.Name(id=name)]) as call) if name in names:
                if called_name(call) == "shuffle":
                    yield Repeat(node=call, name=name, what=f"`{name}` is shuffled once more each time")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="pop" | "popleft" | "popitem")):
                if name in names and id(part) not in shown and not _has_default(part):
                    what = f"`{name}` has lost it the second time"
                    yield Repeat(node=part, name=name, what=what, is_silent=False)


def used_up_in(node: ast.stmt, *, names: Set[str]) -> Iterator[Repeat]:
    """`for a, b in pairs:`, `list(pairs)`, `file.read()`: there is nothing left the second time."""
    for part in _now(node):
        match part:
            case ast.For(iter=ast.Name(id=name)) | ast.Call(func=ast.Name(), args=[ast.Name(id=name)]):
                is_taken = isinstance(part, ast.For) or called_name(part) in _TAKING_ALL
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="read" | "readlines" | "readline")):
                is_taken = True
            case _:
                continue
        if name in names and is_taken:
            yield Repeat(node=part, name=name, what=f"`{name}` is used up the second time")


def is_used_up(node: ast.expr) -> bool:
    """Whether what it gives can be run through once only: `zip(a, b)`, `(x for x in y)`, `open(path)`."""
    return isinstance(node, ast.GeneratorExp) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ONCE
    )


def _now(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression that are evaluated with it, comprehensions left out."""
    if isinstance(node, (*FUNCTIONS, *COMPREHENSIONS)):
        return
    yield node
    for child in children(node):
        yield from _now(child)


def _has_default(call: ast.Call) -> bool:
    return len(call.args) > 1 or bool(call.keywords)
