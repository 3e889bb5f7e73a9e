"""Text -> tree, and columns in characters."""

from __future__ import annotations

import ast
import warnings

import pytest

from nb2pkg.model.notebook import Location
from nb2pkg.syntax.parse import characters, location, parse


@pytest.mark.parametrize("text", ["await f()", "async with a as b:\n    pass", "[x async for x in xs]", ""])
def test_await_is_allowed_at_the_top(text: str) -> None:
    assert isinstance(parse(text), ast.Module)


@pytest.mark.parametrize("text", ["x =", "print 1", "def f():", "return ="])
def test_what_does_not_parse_raises(text: str) -> None:
    with pytest.raises(SyntaxError):
        parse(text)


def test_one_tree_for_one_text_without_warnings() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parse('p = "\\d"; q = 1 is 1') is parse('p = "\\d"; q = 1 is 1')


@pytest.mark.parametrize(
    ("text", "offset", "column"),
    [("x = y", 4, 4), ('"é" + y', 7, 6), ('"𝛼" + y', 9, 6), ("größe = größe", 10, 8)],
)
def test_byte_offsets_become_characters(text: str, offset: int, column: int) -> None:
    assert characters(text, line=1, offset=offset) == column


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_lines_are_the_parsers(break_: str) -> None:
    text = f"a = 'x\x0c\u2028\x85'{break_}b = 'é'; c = 1"
    assert parse(text).body[-1].lineno == 2
    assert characters(text, line=2, offset=parse(text).body[-1].col_offset) == 9


def test_location_covers_the_node() -> None:
    text = "ä = (\n  'ö', größe\n)"
    (node,) = parse(text).body
    assert isinstance(node, ast.Assign)
    assert isinstance(node.value, ast.Tuple)
    assert location(text, node, cell=3) == Location(cell=3, line=1, column=0, end_line=3, end_column=1)
    at = location(text, node.value.elts[1], cell=3)
    assert text.split("\n")[at.line - 1][at.column : at.end_column] == "größe"
