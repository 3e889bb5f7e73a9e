"""A value is assigned through two indexings in a row.

`df[mask]["x"] = 0` changes a copy that `df[mask]` made, and the copy is thrown away: nothing happens, at most with
a warning. What `df["x"][mask] = 0` does depends on the version of pandas; from version 3 on, nothing. Use one
indexing for both: `df.loc[mask, "x"] = 0`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.leakage.known_frames import frames_of
from nb2pkg.rules.rule import Place, Rule

_MASKS = (ast.Compare, ast.BoolOp)
_MASK_METHODS = frozenset({"isna", "isnull", "notna", "notnull", "isin", "between", "duplicated"})


def _assign(node: ast.AST, place: Place) -> Iterator[Hit]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    for target in targets:
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Subscript) and _is_lost(target, place):
            yield Hit(
                message=f"`{ast.unparse(target)}` assigns to a copy: use one `.loc[rows, column]`",
                at=place.at(target),
            )


def _is_lost(target: ast.Subscript, place: Place) -> bool:
    first = target.value
    assert isinstance(first, ast.Subscript)
    if _is_text(target.slice) and _is_mask(first.slice):
        return True
    if not isinstance(first.value, ast.Name) or not (_is_text(first.slice) or _is_mask(first.slice)):
        return False
    return not isinstance(target.slice, ast.Slice) and first.value.id in frames_of(place.subject)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_mask(node: ast.expr) -> bool:
    match node:
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            return _is_mask(operand)
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr(), left=left):
            return _is_mask(left)
        case ast.Call(func=ast.Attribute(attr=attr)):
            return attr in _MASK_METHODS
    return isinstance(node, _MASKS)


RULE = Rule(
    code="NB421",
    name="chained-indexing",
    severity=Severity.ERROR,
    visits={ast.Assign: _assign, ast.AugAssign: _assign},
    bad=(
        '«df[df["x"] > 3]["y"]» = 0',
        'import pandas as pd\nsales = pd.read_csv("s.csv")\n«sales["price"][3]» = 0\n'
        '«sales["price"][sales.price < 0]» *= -1',
        '«frame[~frame.x.isna() & (frame.y > 1)]["z"]» = "a"',
    ),
    good=(
        'df.loc[df["x"] > 3, "y"] = 0',
        'd = {"a": {}}\nd["a"]["b"] = 1\ngrid[0][1] = 5',
        'total = df[df["x"] > 3]["y"].sum()',
        'images["cat"][images["cat"] > 255] = 255',
    ),
)
