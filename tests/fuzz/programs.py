"""Programs made of real statements: pieces of our notebooks, cut, wrapped and renamed by a handful of bytes.

Grammars make programs that nobody writes, and of the bytes of a fuzzer mostly none at all. Here a few bytes choose real
statements, what is put around them, and how names fall together, so that every input is a program and a changed byte
changes one thing about it.
"""

from __future__ import annotations

import ast
import builtins
import io
import json
import keyword
import textwrap
import tokenize
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from tests.support.case_file import read_case

_TESTS = Path(__file__).parents[1]
_NOTEBOOKS = _TESTS.parent / "fixtures" / "notebooks"
_LONGEST, _WIDEST = 1200, 400
# Few, so that what was apart falls together: a variable, a function, a loop's variable and an argument of one name.
_NAMES = ("a", "b", "x", "df", "f", "g", "data", "i", "out", "total")
_KEPT = frozenset({*dir(builtins), *keyword.kwlist, *keyword.softkwlist, "self", "cls", "get_ipython", "display"})

# What real cells hold too seldom for chance to find it.
_RARE = r"""del a
from math import *
from os.path import *
import os.path as a, sys as b
a = b = x
a, *b = x, 1, 2
(a, b), x = x, a
a[b], x.y = b, a
a += 1
x: int
x: "list[a]" = []
print(a, b, f"{x!r:>{a}}", sep="")
(a := 1) + a
f = lambda a, *b, x=a, **g: (a, b, x, g)
print([a for a in x if (b := a)])
x = {a: b for a, b in data.items()}
out = (a for a in b for b in a)
global a
global x; x = 1
f = f
a = 1; b = a
a; b
f(a, *b, x=a, **data);
_ = a
print(_, __, _1, Out[1], In[0])
print(__name__, __file__)
print(locals(), globals()["a"], vars())
exec("a = 1")
eval("a + b")
raise SystemExit
assert a, b
input("?")
await f(a)
%matplotlib inline
%time a = f(b)
%env A=1
%cd ..
%run a.py
%%time
%%capture out
!ls {a} $b
out = !ls
a = %pwd
a?
f??
%timeit f(a)
# only a comment
'''a text that stands alone'''
...
pass
a.b = a
a[a] = a
setattr(a, "b", a)
if __name__ == "__main__": f()
for a in a: a
for a, b in x: pass
while a: a -= 1
while a: break
with open("a") as a, open("b") as b: x = a.read()
try: a\nexcept (a, b) as x: raise\nelse: b = 1\nfinally: del a
try: a\nexcept* ValueError as x: pass
match a:\n    case {"a": b, **x}: pass\n    case [a, *b] if b: pass\n    case str() | int() as x: f(x)\n    case _: a
@f\ndef g(a, /, b=x, *, data: a = 1) -> b: return a, b, x, data
@f(a)\nclass g(a, b=x): x = a; f = lambda self: x
def f(a): return g(a)\ndef g(a): return f(a)
def f():\n    a = 0\n    def g():\n        nonlocal a\n        a += x\n        return a\n    return g
def f():\n    global a, x\n    a = x; x = a
def f():\n    yield a\n    yield from b\n    x = yield
async def f():\n    async with a as b: pass\n    async for x in b: await x\n    return [x async for x in b]
async with a as b: await f(b)
async for x in a: print(x)
def f(a): del a
def f(a=[]): a.append(x); return a
class f:\n    a = a\n    def g(self): return a, f, __class__\n    x = [a for b in a]
class f(f): pass
class f:\n    global a\n    a = 1
def f(a, a): pass
f(a=1, a=2)
def f[T](a: T) -> T: return a
class g[T, *U, **V](a): x: T
type x[T] = list[T]
import a
from . import a
from __future__ import annotations
print(f"{f'{a}'}" 'b' rf"\\d{x}")
x = '''\n  # not a comment\n\n%%time\n'''
if a:\n\tb = 1\n\tx = 2
a = (1,\n  2,  # two\n)
a = 1 \\\n  + 2
return a
yield a
break"""
RARE = tuple(line.replace("\\n", "\n").replace("\\t", "\t") for line in _RARE.split("\n"))

_BLOCKS = (
    "{0}",
    "{0}",
    "{0}",
    "{0}",
    "if x:\n{1}",
    "if a:\n    x = 1\nelse:\n{1}",
    "for i in range(2):\n{1}",
    "for a in x:\n    if a:\n        continue\n{1}\nelse:\n    b = a",
    "while x:\n{1}\n    break",
    "with open('a') as f, f as g:\n{1}",
    "try:\n{1}\nexcept (OSError, ValueError) as a:\n    print(a)",
    "try:\n    a = b\nexcept Exception:\n{1}\nfinally:\n    del x",
    "def f(a, b=x, *data, **out):\n{1}",
    "def g():\n    global a, data\n{1}\ng()",
    "def f():\n    x = a\n    def g(b):\n        nonlocal x\n{2}\n        x = b\n    return g",
    "class data(object):\n{1}\n    def f(self, a=1):\n        return x",
    "async def f(a):\n{1}\nawait f(x)",
    "@g\ndef f(a: 'x' = 1) -> a:\n    '''What f does.'''\n{1}",
    "match x:\n    case [a, *b]:\n{2}\n    case {{'a': f}}:\n        g = f",
    "with a as (b, x):\n{1}",
    "def f[T](a: T) -> T:\n{1}",
    "if __name__ == '__main__':\n{1}",
)
_EXPRESSIONS = (
    "{0}",
    "x = {0}",
    "a = b = {0}",
    "print({0}, a)",
    "f = lambda a, x=b: {0}",
    "x = [{0} for a in b if x]",
    "x = {{a: {0} for a, b in x}}",
    "f({0}, *a, **({0}))",
    "if (a := {0}): b = a",
    "a, *b = {0}",
    "f = lambda: (yield {0})",
    "await ({0})",
    "a += {0}",
    "del ({0})[a]",
    "_ = {0};",
    "x: a = {0}",
    "print(f'{{a}}', {0}, end='')",
)
MAGICS = (
    "%%time",
    "%matplotlib inline",
    "!pip install {a}",
    "%%capture out",
    "%time f(a)",
    "# note",
    "",
    "%%bash",
    "a?",
)


@cache
def pool() -> tuple[str, ...]:
    """The statements, short ones first: a smaller number is a simpler program."""
    found = set(RARE)
    for source in sorted({*_cells_of_notebooks(), *_cells_of_cases()}):
        found.add(source)
        found.update(_statements(source))
    sound = (text.strip("\n") for text in found)
    return tuple(sorted({text for text in sound if text.strip() and len(text) <= _LONGEST}, key=lambda t: (len(t), t)))


@cache
def magic_pool() -> tuple[str, ...]:
    """Those of them in which something stands that may be IPython's."""
    return tuple(
        text for text in pool() if any(line.lstrip()[:1] in ("%", "!") for line in text.split("\n")) or "?" in text
    )


@cache
def expressions() -> tuple[str, ...]:
    """Expressions that stand in these statements, short ones first."""
    found = {ast.unparse(node) for text in pool() for node in _expressions(text)}
    return tuple(sorted((text for text in found if len(text) <= _WIDEST), key=lambda t: (len(t), t)))


@st.composite
def programs(draw: st.DrawFn) -> list[str]:
    """One to six cells."""
    return [draw(_cells()) for _ in range(draw(st.integers(1, 6)))]


@st.composite
def _cells(draw: st.DrawFn) -> str:
    pieces = [draw(_pieces()) for _ in range(draw(st.sampled_from((1, 1, 2, 3))))]
    match draw(st.integers(0, 15)):
        case 1:
            pieces.append(pieces[0])
        case 2:
            pieces.insert(0, draw(st.sampled_from(MAGICS)))
        case 3:
            lines = pieces[-1].split("\n")
            del lines[draw(st.integers(0, 255)) % len(lines)]
            pieces[-1] = "\n".join(lines)
        case 4:
            return ";".join(pieces)
    return "\n".join(pieces)


@st.composite
def _pieces(draw: st.DrawFn) -> str:
    kind = draw(st.integers(0, 7))
    if kind < 3:
        piece = draw(st.sampled_from(RARE))
    elif kind < 6:
        piece = _chosen(pool(), draw(st.integers(0, 2**16 - 1)))
    else:
        piece = _chosen(expressions(), draw(st.integers(0, 2**16 - 1)))
        piece = draw(st.sampled_from(_EXPRESSIONS)).format(piece)
    block = draw(st.sampled_from(_BLOCKS))
    salt = draw(st.integers(0, 63))
    text = _renamed(piece, salt)
    return block.format(text, textwrap.indent(text, "    "), textwrap.indent(text, "        "))


def _chosen(texts: tuple[str, ...], number: int) -> str:
    return texts[number % len(texts)]


def _renamed(text: str, salt: int) -> str:
    """Names of variables become a few; with 0 all stay. What cannot be told into words stays."""
    if not salt:
        return text
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return text
    lines = text.splitlines(keepends=True)
    for token, before in reversed(list(zip(tokens[1:], tokens, strict=False))):
        if _is_variable(token, before):
            row, start, end = token.start[0] - 1, token.start[1], token.end[1]
            new = _NAMES[(zlib.crc32(token.string.encode()) ^ salt * 2654435761) % len(_NAMES)]
            lines[row] = lines[row][:start] + new + lines[row][end:]
    return "".join(lines)


def _is_variable(token: tokenize.TokenInfo, before: tokenize.TokenInfo) -> bool:
    if token.type != tokenize.NAME or token.string in _KEPT or before.string in (".", "import", "from", "%", "!"):
        return False
    is_import = token.line.lstrip().startswith(("import ", "from ")) and before.string != "as"
    return not is_import and not token.line.lstrip().startswith(("%", "!"))


def _cells_of_notebooks() -> Iterator[str]:
    for path in sorted(_NOTEBOOKS.rglob("*.ipynb")):
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        for sheet in document.get("worksheets") or [document]:
            for cell in sheet.get("cells", ()):
                if cell.get("cell_type") == "code":
                    yield "".join(cell.get("source") or cell.get("input") or "")


def _cells_of_cases() -> Iterator[str]:
    for path in sorted((_TESTS / "cases").glob("*.case")):
        yield from read_case(path).sections.get("notebook", "").split("# %%\n")


def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def _statements(source: str) -> Iterable[str]:
    tree = _tree(source)
    segments = (ast.get_source_segment(source, node) for node in (tree.body if tree else ()))
    return [text for text in segments if text]


def _expressions(text: str) -> Iterator[ast.expr]:
    tree = _tree(text)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            yield node
