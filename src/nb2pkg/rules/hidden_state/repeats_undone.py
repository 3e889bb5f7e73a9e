"""Changes that the cell itself makes good: it drops a column that it made, or scales by numbers that it computed.

In `low, high = x.min(), x.max()` and `x = (x - low) / (high - low)` the second run finds other numbers, and the same x.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from nb2pkg.knowledge.handing import called_name
from nb2pkg.rules.hidden_state.repeated_values import change_of, is_same_again, text_of
from nb2pkg.syntax.walking import walk

_MAKING = frozenset({"with_columns", "assign", "withColumn", "eval"})


def is_undone(node: ast.AST, name: str, before: Iterable[ast.stmt]) -> bool:
    """Whether the statements of the cell before `node` see to it that a second run gives the same `name` again."""
    earlier = list(before)
    if not earlier:
        return False
    gone = set(_columns_taken(node))
    if gone:
        return gone <= {column for one in earlier for column in _columns_made(one, name)}
    if any(_does_to_another(node, one) and is_undone(one, name, earlier[:place]) for place, one in enumerate(earlier)):
        return True
    match node:
        case ast.Assign(targets=[target], value=value):
            again = change_of(_with_values(value, earlier), text_of(target)) is None
            return again or _is_made_anew(text_of(target), earlier)
        case ast.AugAssign(target=target, op=op, value=value):
            again = is_same_again(op, _with_values(value, earlier), text_of(target))
            return again or _is_made_anew(text_of(target), earlier)
    return False


def _is_made_anew(column: str, before: list[ast.stmt]) -> bool:
    """`df["k"] = 1`, before `df["k"] = df["k"] * 2`."""
    return any(
        isinstance(one, ast.Assign)
        and any(text_of(target) == column for target in one.targets)
        and not any(isinstance(part, ast.expr) and text_of(part) == column for part in walk(one.value))
        for one in before
    )


def _does_to_another(node: ast.AST, other: ast.stmt) -> bool:
    """Whether both do the same to two tables, as `test -= mean` after `train -= mean`."""
    match node, other:
        case ast.Assign(targets=[target], value=value), ast.Assign(targets=[another], value=same):
            one, two = ast.unparse(target), ast.unparse(another)
            return one != two and ast.unparse(value).replace(one, two) == ast.unparse(same)
        case ast.AugAssign(op=op, value=value), ast.AugAssign(op=like, value=same):
            return type(op) is type(like) and ast.unparse(value) == ast.unparse(same)
    return False


def _columns_taken(node: ast.AST) -> Iterator[str]:
    """The columns that `df.drop(columns=["a"])`, `df.pop("a")` or `del df["a"]` take away."""
    for part in walk(node):
        match part:
            case ast.Delete(targets=targets):
                yield from (text for one in targets if isinstance(one, ast.Subscript) for text in _texts(one.slice))
            case ast.Call(func=ast.Attribute(attr="drop" | "pop"), args=args, keywords=keywords):
                named = [keyword.value for keyword in keywords if keyword.arg in {"columns", "labels"}]
                yield from (text for one in (*args, *named) for text in _texts(one))


def _texts(node: ast.expr) -> Iterator[str]:
    items = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    return (item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str))


def _columns_made(node: ast.stmt, name: str) -> Iterator[str]:
    """The columns that a statement gives to the table `name`."""
    for part in walk(node):
        match part:
            case ast.Subscript(value=ast.Name(id=owner), slice=index, ctx=ast.Store()) if owner == name:
                yield from _texts(index)
            case ast.Call(func=ast.Attribute(attr="alias"), args=[ast.Constant(value=str(text))]):
                yield text
            case ast.Call(args=args, keywords=keywords) if called_name(part) in _MAKING:
                yield from (keyword.arg for keyword in keywords if keyword.arg)
                yield from (text for one in args[:1] for text in _texts(one))


def _with_values(node: ast.expr, before: list[ast.stmt]) -> ast.expr:
    """The expression, with what the names in it were bound to in the cell in their place."""
    values = dict(pair for one in before for pair in _bound(one))
    names = {part.id for part in walk(node) if isinstance(part, ast.Name)}
    if names.isdisjoint(values):
        return node
    copy = ast.parse(ast.unparse(node), mode="eval").body
    found = _Inlining(values).visit(copy)
    assert isinstance(found, ast.expr)
    return found


class _Inlining(ast.NodeTransformer):
    def __init__(self, values: dict[str, ast.expr]) -> None:
        self._values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._values.get(node.id, node)


def _bound(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            yield from (
                (one.id, value) for one, value in zip(targets, values, strict=False) if isinstance(one, ast.Name)
            )
