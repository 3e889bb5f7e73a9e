"""Small defects put into Python text, one at a time: what good tests must notice."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], str] = {
    ast.Lt: ">=", ast.Gt: "<=", ast.LtE: ">", ast.GtE: "<", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in",
    ast.NotIn: "in",
}  # fmt: skip
CALCULATED: dict[type[ast.operator], str] = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.Mod: "+", ast.Pow: "*", ast.BitAnd: "|", ast.BitOr: "&"
}  # fmt: skip


@dataclass(frozen=True)
class Defect:
    """A text with one defect, and where and what it is."""

    text: str
    line: int
    what: str


def defects(text: str) -> list[Defect]:
    """All defects that are tried: constants, operators, comparisons, left out statements and keyword arguments."""
    found = []
    for node, new, what in _changes(ast.parse(text)):
        start, end = _offset(text, node.lineno, node.col_offset), _offset(text, node.end_lineno, node.end_col_offset)
        changed = text[:start] + new + text[end:]
        try:
            tree = ast.parse(changed)
        except SyntaxError:
            continue
        if ast.dump(tree) != ast.dump(ast.parse(text)):
            found.append(Defect(changed, node.lineno, what))
    return found


def sample(found: list[tuple[str, Defect]], number: int, seed: int) -> list[tuple[str, Defect]]:
    """So many of them, drawn."""
    return random.Random(seed).sample(found, min(number, len(found)))


def _offset(text: str, line: int | None, column: int | None) -> int:
    lines = text.split("\n")
    before = sum(len(one) + 1 for one in lines[: (line or 1) - 1])
    return before + len(lines[(line or 1) - 1].encode()[: column or 0].decode())


def _changes(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt | ast.keyword, str, str]]:
    for definition in ast.walk(tree):
        if isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef):
            for statement in definition.body:
                if not _is_docstring(statement):
                    yield from _in(statement)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _in(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt | ast.keyword, str, str]]:
    skipped = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.JoinedStr)
    if skipped:  # functions inside come by themselves
        return
    match node:
        case ast.Constant(value=bool(value)):
            yield node, repr(not value), f"{value} negated"
        case ast.Constant(value=int(value) | float(value)):
            yield node, repr(value + 1), f"{value} + 1"
        case ast.Constant(value=str(value)):
            yield node, repr(value + "XX"), f"{value[:20]!r} changed"
        case ast.Compare(ops=[op], left=left, comparators=[right]) if type(op) in COMPARED:
            text = f"({ast.unparse(left)}) {COMPARED[type(op)]} ({ast.unparse(right)})"
            yield node, text, "comparison turned"
        case ast.BinOp(op=op, left=left, right=right) if type(op) in CALCULATED:
            yield node, f"(({ast.unparse(left)}) {CALCULATED[type(op)]} ({ast.unparse(right)}))", "operator replaced"
        case ast.Expr() | ast.AugAssign():
            yield node, "pass", "statement left out"
        case ast.Return(value=ast.expr()):
            yield node, "return None", "returns None"
    if isinstance(node, ast.Call) and node.keywords:
        kept = [ast.unparse(one) for one in (*node.args, *node.keywords[:-1])]
        yield node, f"{ast.unparse(node.func)}({', '.join(kept)})", "last keyword left out"
    for child in ast.iter_child_nodes(node):
        yield from _in(child)
