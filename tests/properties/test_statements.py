"""Cells are cut into the statements, and the comments above them, that libcst sees; nothing changes its meaning."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from pathlib import Path

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))  # for `support`

from support.cells import texts_of_cells
from support.layouts import Layout
from support.notebooks import Maker

from nb2pkg.emitter.cut import cut
from nb2pkg.emitter.splitting import one_a_line
from nb2pkg.emitter.statement import lines_at
from nb2pkg.syntax.parse import parse


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Laid out in every way."""
    return Layout(lambda count: draw(st.integers(0, count - 1))).program()


@st.composite
def notebooks(draw: st.DrawFn) -> str:
    """A random notebook as one cell."""
    cells = Maker(lambda count: draw(st.integers(0, count - 1))).cells()
    return "\n\n".join(cell.source if cell.kind == "code" else f"# {cell.source}" for cell in cells)


def seen_by_libcst(text: str) -> list[tuple[list[str], str]]:
    """Comments and empty lines above each statement, and its text."""
    module = cst.parse_module(text)
    found: list[tuple[list[str], str]] = []
    for index, node in enumerate(module.body):
        above = [*module.header, *node.leading_lines] if index == 0 else node.leading_lines
        comments = [line.whitespace.value + line.comment.value if line.comment else "" for line in above]
        found.append((comments, module.code_for_node(node.with_changes(leading_lines=[])).removesuffix("\n")))
    return found


def comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def semicolons(text: str) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return sum(token.type == tokenize.OP and token.string == ";" for token in tokens)


def starts_of_lines(tree: ast.Module) -> list[int]:
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)]


def body_of(text: str, depth: int) -> str:
    """The statements as they stand in a function in a class ..., read again from there."""
    lines = [" " * 4 * outer + "def f():" for outer in range(depth)] + lines_at(depth, cut(text))
    block = parse("\n".join(lines)).body
    for _ in range(depth):
        (node,) = block
        assert isinstance(node, ast.FunctionDef)
        block = node.body
    return ast.dump(ast.Module(body=block, type_ignores=[]))


def check(text: str) -> None:
    split = one_a_line(text)
    assert ast.dump(parse(split)) == ast.dump(parse(text))
    assert comments(split) == comments(text)
    assert semicolons(split) == 0
    starts = starts_of_lines(parse(split))
    assert len(set(starts)) == len(starts)
    assert [([*one.above], "\n".join(one.lines)) for one in cut(text)] == seen_by_libcst(split)
    if parse(text).body:
        assert body_of(text, 1) == body_of(text, 3) == ast.dump(parse(text))


@given(programs())
def test_programs(text: str) -> None:
    check(text)


@pytest.mark.slow
@given(notebooks())
def test_notebooks(text: str) -> None:
    check(text)


def test_cells_of_the_repository() -> None:
    texts = texts_of_cells()
    assert len(texts) > 500
    for text in texts.values():
        check(text)
