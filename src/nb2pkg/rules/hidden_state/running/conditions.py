"""Tests of `if`: what they say about names, and whether their outcome can be told."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from nb2pkg.rules.hidden_state.running.presence import Guard, Guards
from nb2pkg.syntax.walking import walk

NAMESPACES = frozenset({"globals", "locals", "vars", "dir"})
_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.IsNot: ast.Is,
    ast.NotEq: ast.Eq,
    ast.NotIn: ast.In,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
}


def guards_of(test: ast.expr, *, holds: bool, age: Callable[[str], int]) -> Guards:
    """What is true once a test has had this outcome; the parts of `a and b` each by themselves.

    `age` tells when a variable got its value.
    """
    return frozenset(_guards(test, holds=holds, age=age))


def _guards(test: ast.expr, *, holds: bool, age: Callable[[str], int]) -> Iterator[Guard]:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _guards(operand, holds=not holds, age=age)
            return
        case ast.BoolOp(op=op, values=values) if isinstance(op, ast.And) is holds:
            for value in values:
                yield from _guards(value, holds=holds, age=age)
            return
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _OPPOSITES:
            test = ast.Compare(left=left, ops=[_OPPOSITES[type(op)]()], comparators=[right])
            holds = not holds
    text, names = _text_and_names(test)
    yield Guard(test=text, holds=holds, ages=tuple([age(name) for name in names]), node=test)


@lru_cache(maxsize=256)  # a test is looked at for both outcomes, and in each round
def _text_and_names(test: ast.expr) -> tuple[str, tuple[str, ...]]:
    return ast.dump(test), tuple(sorted({node.id for node in walk(test) if isinstance(node, ast.Name)}))


def names_said_to_exist(test: ast.expr, *, holds: bool) -> Iterator[str]:
    """Names that are bound if the test has this outcome: `"x" in globals()`."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from names_said_to_exist(operand, holds=not holds)
        case ast.BoolOp(op=op, values=values) if isinstance(op, ast.And) is holds:
            for value in values:
                yield from names_said_to_exist(value, holds=holds)
        case ast.Compare(left=ast.Constant(value=str(name)), ops=[ast.In() | ast.NotIn() as op], comparators=[where]):
            if isinstance(op, ast.In) is holds and is_namespace(where):
                yield name
        case ast.Call(
            func=ast.Attribute(value=where, attr="get" | "__contains__"), args=[ast.Constant(value=str(name)), *_]
        ):
            if holds and is_namespace(where):
                yield name


def is_namespace(node: ast.expr) -> bool:
    """`globals()`, `globals().keys()`, `get_ipython().user_ns`."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[]):
            return name in NAMESPACES
        case ast.Call(func=ast.Attribute(value=inner, attr="keys" | "copy")):
            return is_namespace(inner)
        case ast.Call(func=ast.Name(id="list" | "set" | "sorted"), args=[inner]):
            return is_namespace(inner)
        case ast.Attribute(attr="user_ns"):
            return True
    return False


def outcome(test: ast.expr, literals: Mapping[str, object]) -> bool | None:
    """Whether the test holds, if constants and variables that hold literals tell."""
    match test:
        case ast.Compare(left=ast.Name(id="__name__"), ops=[op], comparators=[ast.Constant(value="__main__")]):
            return isinstance(op, ast.Eq) if isinstance(op, ast.Eq | ast.NotEq) else None
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return False
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            known = outcome(operand, literals)
            return None if known is None else not known
        case ast.BoolOp(op=op, values=values):
            found = [outcome(value, literals) for value in values]
            decisive = isinstance(op, ast.Or)
            return decisive if decisive in found else None if None in found else not decisive
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            one, two = _literal(left, literals), _literal(right, literals)
            return None if one is None or two is None else _compared(one[0], op, two[0])
    value = _literal(test, literals)
    return None if value is None else bool(value[0])


def _literal(node: ast.expr, literals: Mapping[str, object]) -> tuple[object] | None:
    match node:
        case ast.Constant(value=value):
            return (value,)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return (-number,)
        case ast.Name(id=name) if name in literals:
            return (literals[name],)
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            held = literals.get(name)
            return (len(held),) if isinstance(held, str | list | dict | tuple) else None
    return None


def _compared(one: object, op: ast.cmpop, two: object) -> bool | None:
    if isinstance(op, ast.Eq | ast.NotEq):
        return (one == two) is isinstance(op, ast.Eq)
    if isinstance(op, ast.Is | ast.IsNot) and (one is None or two is None):
        return (one is two) is isinstance(op, ast.Is)
    if isinstance(one, int | float) and isinstance(two, int | float):
        match op:
            case ast.Lt():
                return one < two
            case ast.LtE():
                return one <= two
            case ast.Gt():
                return one > two
            case ast.GtE():
                return one >= two
    return None


def surely_runs(iterable: ast.expr) -> bool | None:
    """Whether a loop over this has a first round: False for empty literals, None where it cannot be told."""
    match iterable:
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
            return any(not isinstance(item, ast.Starred) for item in elts) or (None if elts else False)
        case ast.Dict(keys=keys):
            return any(key is not None for key in keys) or (None if keys else False)
        case ast.Constant(value=str(text)):
            return bool(text)
        case ast.Call(func=ast.Name(id="range"), args=args) if args and all(isinstance(a, ast.Constant) for a in args):
            try:
                return len(range(*(ast.literal_eval(a) for a in args))) > 0
            except (TypeError, ValueError):
                return None
        case ast.Call(func=ast.Name(id="enumerate" | "reversed" | "sorted"), args=[first, *_]):
            return surely_runs(first)
    return None
