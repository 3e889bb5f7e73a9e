"""Texts put together from pieces: `"/data/" + name`, f-strings, `%` and `format`, `os.path.join`."""

from __future__ import annotations

import ast
from collections.abc import Sequence

Text = ast.Constant | ast.JoinedStr


def template(node: ast.expr) -> str:
    """The text of an expression as far as it can be read, with `{name}` for what cannot.

    `f"/data/{day}/x.csv"` and `"/data/" + day + "/x.csv"` are both `/data/{day}/x.csv`.
    """
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(template(value) for value in values)
        case ast.FormattedValue(value=value):
            return template(value)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return template(left) + template(right)
        case ast.BinOp(op=ast.Mod(), left=left):
            return template(left)
        case ast.Call(func=ast.Attribute(value=value, attr="format" | "strip" | "rstrip" | "lower")):
            return template(value)
        case ast.Name(id=name):
            return f"{{{name}}}"
    return "{}"


def joined(parts: Sequence[ast.expr]) -> str:
    """The path that `os.path.join` makes of the parts, seen from the first of them."""
    texts = [template(part) for part in parts]
    return "/".join([texts[0].rstrip("/"), *(text.strip("/") for text in texts[1:])]) if len(texts) > 1 else texts[0]
