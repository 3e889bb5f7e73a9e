"""What only the compiler proper objects to is a problem too."""

from __future__ import annotations

import ast
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nb2pkg.reader.problems import syntax_problem

STRAY = [
    "return 1",
    "if x:\n    return",
    "for i in x:\n    pass\nelse:\n    break",
    "while x:\n    def f():\n        continue",
    "class A:\n    return 1",
    "def f():\n    class A:\n        return 1",
    "with x:\n    try:\n        continue\n    finally:\n        pass",
    "try:\n    pass\nexcept E:\n    break",
    "match x:\n    case 1:\n        break",
    "yield 1",
    "def f():\n    nonlocal y",
    "def f():\n    x = 1\n    global x",
    "*{x}",
    "if x: *y",
    "x = *y",
    "def f(x):\n    return *x",
    "for i in *x:\n    pass",
    "for *i in x:\n    pass",
    "with x as *y:\n    pass",
    "[i := 0 for i in x]",
    "try:\n    pass\nexcept:\n    pass\nexcept E:\n    pass",
    "match x:\n    case y:\n        pass\n    case 1:\n        pass",
    "def f(a, a):\n    pass",
    "def f(x):\n    def g(a, *a):\n        return x",
    "def f():\n    if x:\n        return 1\n    break",
    "if x:\n    def f(): pass\n    return 1",
    "def f(a, *, b, **a):\n    pass",
    "lambda a, a: a",
    "f(a=1, b=2, a=3)",
    "class A(B, x=1, x=2):\n    pass",
    "a, *b, *c = x",
    "for a, *b, *c in x:\n    pass",
    "def f():\n    from math import*",
    "for i in x:\n    try:\n        pass\n    except* E:\n        break",
    f"with {', '.join(['x'] * 21)}:\n    pass",
    "\n".join([*(" " * depth + "for i in x:" for depth in range(21)), " " * 21 + "pass"]),
    "if x:\n    g(f(a=1, **b, a=2))",
    "def f():\n    return [x async for x in y]",
    "__debug__ = 1",
    "x.__debug__ = 1",
    "import os as __debug__",
    "from __future__ import braces",
    "x = 1\nfrom __future__ import annotations",
]
RIGHT = [
    "def f():\n    return 1",
    "def f():\n    if x:\n        for i in x:\n            return i\n        else:\n            return 2",
    "for i in x:\n    if i:\n        break\n    try:\n        continue\n    finally:\n        pass",
    "while x:\n    for i in y:\n        pass\n    else:\n        break",
    "class A:\n    def f(self):\n        while True:\n            break\n        return self",
    "for i in x:\n    match i:\n        case 1:\n            break\n        case _:\n            continue",
    "for i in x:\n    with i:\n        break",
    "words = 'return break'",
    "def f():\n    yield 1",
    "*x, y = z",
    "f(\n    *x,\n    **y\n)",
    "print(a := 1)",
    "for i in *x, y:\n    pass",
    "try:\n    pass\nexcept E:\n    pass\nexcept:\n    pass",
    "await x",
    "f(a=1)(a=2)",
    "f(**a, **b, c=1)",
    "if x:\n    del a[0], b\nelif y: raise E from [i for i in x if f'{i!r}']",
    "\n".join([*(" " * depth + "while x:" for depth in range(20)), " " * 20 + "pass"]),
    "def f(a):\n    return lambda a: a",
    "@d\ndef f(a, /, b=1, *c, d: int, **e) -> x:\n    def g(a):\n        return a\n    for i in e:\n        return g",
]


@pytest.mark.parametrize("python", STRAY)
def test_stray_statements_are_problems(python: str) -> None:
    assert syntax_problem(python) is not None


@pytest.mark.parametrize("python", RIGHT)
def test_statements_in_their_places_are_none(python: str) -> None:
    assert syntax_problem(python) is None


Block = tuple[list[str], list[str]]
# What stands around a suite: the lines before it, and those after it, at its own depth.
BLOCKS: tuple[Block, ...] = (
    (["for x in y:"], []),
    (["while x:"], []),
    (["with a, b:"], []),
    (["if x:"], []),
    (["try:"], ["except E:", " pass"]),
    (["try:"], ["finally:", " pass"]),
    (["try:"], ["except E as e:", " pass", "finally:", " pass"]),
    (["try:", " pass", "except E as e:"], []),
    (["try:", " pass", "except E as e:"], ["finally:", " pass"]),
    (["try:", " pass", "except E:", " pass", "else:"], []),
    (["try:", " pass", "finally:"], []),
    (["def f(a):"], []),
)


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=4), st.integers(1, 24), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_blocks_are_nested_too_deeply_where_the_compiler_says_so(some: list[Block], depth: int, random: Random) -> None:
    lines = ["pass"]
    for _ in range(depth):
        before, after = random.choice(some)
        lines = [*before, *(f" {line}" for line in lines), *after]
    text = "\n".join(lines)
    try:
        compile(ast.parse(text), "<text>", "exec")
    except SyntaxError:
        assert syntax_problem(text) is not None
    else:
        assert syntax_problem(text) is None
