"""Statements that share a line get lines of their own."""

from __future__ import annotations

import ast

import pytest

from nb2pkg.emitter.splitting import one_a_line


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a = 1; b = 2;  # why", "a = 1\nb = 2  # why"),
        ("if a: b = 1; c = 2", "if a:\n    b = 1\n    c = 2"),
        ("if a: b\nelif c: d;\nelse: e  # f", "if a:\n    b\nelif c:\n    d\nelse:\n    e  # f"),
        ("for a in b:\n  c = 1; d = 2;\n  e = 3", "for a in b:\n  c = 1\n  d = 2\n  e = 3"),
        ("if a:\n\tb\n\tif c: d; e", "if a:\n\tb\n\tif c:\n\t    d\n\t    e"),
        ("try: a\nexcept E: b; c\nfinally: d", "try:\n    a\nexcept E:\n    b\n    c\nfinally:\n    d"),
        ("match a:\n  case 1: b; c", "match a:\n  case 1:\n      b\n      c"),
        ("with a as b, \\\n     c as d: e; f", "with a as b, \\\n     c as d:\n    e\n    f"),
        ("a; \\\n  b", "a\nb"),
        ("if a:\\\n  b; c", "if a:\n    b\n    c"),
        ("'''ö\n'''; 'ü'; b;", "'''ö\n'''\n'ü'\nb"),
        ("a \\\n\nb", "a\nb"),
        ("a; \\\n\nif b:\n  c\\\n  \\\n\nd", "a\nif b:\n  c\nd"),
        ("a \\\n ; \\\n # b\nc", "a # b\nc"),
        ("@d\nclass A(object): pass", "@d\nclass A(object):\n    pass"),
    ],
)
def test_one_a_line(text: str, made: str) -> None:
    assert one_a_line(text) == made
    assert ast.dump(ast.parse(made)) == ast.dump(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "", "# only; comments", "a = ';'", "a = 1  # b; c", "x[a:b]", "if a:\n  # c\\\n  b", "f(a,\n  b)",
        "if a:\n  \\\n     b\n  c", "@d\n\ndef f():\n    pass", "lambda: 1",
    ],
)  # fmt: skip
def test_what_has_its_own_line_stays(text: str) -> None:
    assert one_a_line(text) == text
