"""What a text is used for: what call receives it, what it is bound to, whether it is looked up anywhere at all."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from msgspec import Struct

from nb2pkg.rules.paths.names import names_of_target, names_of_value, points_of_names
from nb2pkg.rules.paths.receivers import Role, received
from nb2pkg.rules.paths.templates import template
from nb2pkg.rules.rule import Place


class Context(Struct, frozen=True, kw_only=True):
    """`text` is that of the whole expression, of which the literal is the beginning; `names` what it is bound to."""

    role: Role
    text: str
    names: tuple[str, ...] = ()
    variable: str = ""  # the one variable whose whole value it is

    @property
    def points(self) -> int:
        """What the use of the text adds to its looks."""
        return self.role.value + points_of_names(self.names)


_CONTAINERS = (
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Starred,
    ast.BoolOp,
    ast.IfExp,
    ast.NamedExpr,
    ast.Await,
    ast.ListComp,
    ast.SetComp,
    ast.GeneratorExp,
    ast.BinOp,
)


def context_of(node: ast.expr, place: Place) -> Context | None:
    """What the text at the place is for; None where it is a piece of something else, shown, searched or compared."""
    whole, index = _concatenated(node, place.parents)
    if whole is None:
        return None
    text, part, names = template(whole), whole, list[str]()
    while index >= 0:
        parent = place.parents[index]
        if isinstance(parent, ast.Dict):
            if part in parent.keys:
                return Context(role=Role.KEY, text=text)
            names += names_of_value(parent, part)
        elif _is_fragment(parent, part, place.parents[:index]):
            return None
        elif not isinstance(parent, _CONTAINERS) or (isinstance(parent, ast.IfExp) and parent.test is part):
            return _end(place, index, part, text, names)
        part, index = parent, index - 1
    return None


def _is_fragment(parent: ast.AST, part: ast.AST, above: Sequence[ast.AST]) -> bool:
    """Whether it is one of the pieces of `"".join([root, "/x.csv"])`, but the first."""
    if not (isinstance(parent, ast.List | ast.Tuple) and above and parent.elts[0] is not part):
        return False
    call = above[-1]
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "join"


def _concatenated(node: ast.expr, parents: Sequence[ast.AST]) -> tuple[ast.expr | None, int]:
    """The whole text that the literal begins, and the index of what is around it; None if it does not begin it."""
    index = len(parents) - 1
    while index >= 0:
        match parents[index]:
            case ast.BinOp(op=ast.Add() | ast.Mod(), left=left) as parent if left is node:
                node, index = parent, index - 1
            case ast.BinOp(op=ast.Div()):
                break
            case ast.BinOp(op=ast.Add(), right=right) if right is node:
                return None, index
            case ast.Attribute(attr="format" | "strip" | "rstrip" | "lower"):
                call = parents[index - 1]
                if not (isinstance(call, ast.Call) and call.func is parents[index]):
                    return None, index
                node, index = call, index - 2
            case _:
                break
    return node, index


def _end(place: Place, index: int, part: ast.AST, text: str, names: list[str]) -> Context | None:
    parent, above = place.parents[index], place.parents[:index]
    match parent:
        case ast.keyword(arg=name) if above and isinstance(above[-1], ast.Call):
            return _handed(place, index - 1, part, text, names, name or "")
        case ast.Call() if parent.func is not part:
            return _handed(place, index, part, text, names, "")
        case ast.Assign(targets=targets):
            found = [*names, *(name for target in targets for name in names_of_target(target))]
            return Context(role=Role.PLAIN, text=text, names=tuple(found), variable=_variable(targets))
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            found = [*names, *names_of_target(target)]
            return Context(role=Role.PLAIN, text=text, names=tuple(found), variable=_variable([target]))
        case ast.For(target=target) | ast.AsyncFor(target=target) | ast.comprehension(target=target):
            return Context(role=Role.PLAIN, text=text, names=(*names, *names_of_target(target)))
        case ast.arguments():
            return Context(role=Role.PLAIN, text=text, names=(*names, *_parameter(parent, part)))
        case ast.Return() | ast.Yield():
            function = next((p.name for p in reversed(above) if isinstance(p, ast.FunctionDef)), "")
            return Context(role=Role.PLAIN, text=text, names=(*names, function))
        case ast.Subscript(slice=key) if key is part:
            return Context(role=Role.KEY, text=text)
        case ast.Expr() if isinstance(part, ast.NamedExpr):
            return Context(role=Role.PLAIN, text=text, names=(*names, *names_of_target(part.target)))
        case ast.Assert(msg=message) if message is part:
            return None
        case ast.Compare() | ast.Expr() | ast.Subscript() | ast.JoinedStr() | ast.MatchValue() | ast.Raise():
            return None
    return Context(role=Role.PLAIN, text=text, names=tuple(names))


def _handed(place: Place, index: int, part: ast.AST, text: str, names: list[str], keyword: str) -> Context | None:
    call = place.parents[index]
    assert isinstance(call, ast.Call)
    got = received(call, part, keyword, place, around=place.parents[:index])
    if got is None:
        return None
    return Context(role=got.role, text=got.text or text, names=(*names, *got.names))


def _variable(targets: Sequence[ast.expr]) -> str:
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""


def _parameter(arguments: ast.arguments, default: ast.AST) -> tuple[str, ...]:
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True)]
    pairs += [(arg, value) for arg, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value]
    return tuple(arg.arg for arg, value in pairs if value is default)
