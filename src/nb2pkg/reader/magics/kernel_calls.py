"""`get_ipython().run_line_magic("matplotlib", "inline")` and the like, as exporters write them: the magic by hand."""

from __future__ import annotations

import ast

from nb2pkg.reader.magics.lines import translate_lines
from nb2pkg.reader.magics.values import Scope, Translation
from nb2pkg.syntax.parse import parse

_MARKS = {"magic": "%", "run_line_magic": "%", "system": "!", "getoutput": "!!"}


def translate_kernel_calls(python: str, scope: Scope) -> Translation:
    """The text with its calls of magics as the magics themselves are treated. The text must parse."""
    lines = python.split("\n")
    found: list[tuple[int, int, str]] = []
    for node in ast.walk(parse(python)):
        if isinstance(node, ast.Expr | ast.Assign) and (magic := _magic_of(node, lines)) is not None:
            found.append((node.lineno - 1, node.end_lineno or node.lineno, magic))
    if not found:
        return Translation(python=python)
    for first, end, magic in found:
        lines[first:end] = [magic] + [""] * (end - first - 1)
    return translate_lines("\n".join(lines), scope)


def _magic_of(node: ast.Expr | ast.Assign, lines: list[str]) -> str | None:
    """The statement in IPython's syntax, if it is such a call with literal arguments and alone on its lines."""
    call = node.value
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and not call.keywords):
        return None
    mark = _MARKS.get(call.func.attr)
    arguments = [item.value for item in call.args if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    if mark is None or ast.unparse(call.func.value) != "get_ipython()" or len(arguments) != len(call.args):
        return None
    before = lines[node.lineno - 1].encode()[: node.col_offset].decode()
    after = lines[(node.end_lineno or node.lineno) - 1].encode()[node.end_col_offset or 0 :].decode().strip()
    if before.strip() or (after.strip(";").strip() and not after.startswith("#")):
        return None
    text = " ".join(arguments).strip().lstrip("%!" if call.func.attr == "magic" else "")
    target = f"{ast.unparse(node.targets[0])} = " if isinstance(node, ast.Assign) else ""
    if "\n" in text or (isinstance(node, ast.Assign) and len(node.targets) != 1):
        return None
    return before + target + ("!" if target and mark == "!!" else mark) + text
