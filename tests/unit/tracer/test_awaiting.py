import ast

import pytest

from nb2pkg.tracer.awaiting import awaits

_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


@pytest.mark.parametrize(
    "source",
    [
        "await f()", "x = [await f() for _ in xs]", "async with f(): pass", "async for x in xs: pass",
        "del x[await f()]", "class C(await f()): pass", "if c: x = [y async for y in xs]", "@(await f())\ndef g(): 1",
        "def g(a=await f()): pass", "f = lambda a=await f(): a",
    ],
)  # fmt: skip
def test_awaits(source: str) -> None:
    assert awaits(compile(source, "<cell>", "exec", flags=_FLAGS).body[0])


@pytest.mark.parametrize(
    "source",
    [
        "async def g(): await f()",
        "f()",
        "class C:\n    async def g(self): await f()",
        "async def g():\n    async with f(): pass",
    ],
)
def test_does_not(source: str) -> None:
    assert not awaits(compile(source, "<cell>", "exec", flags=_FLAGS).body[0])
