"""What one statement binds for sure, binds perhaps, reads, reads later and deletes."""

from __future__ import annotations

import ast

import pytest

from nb2pkg.tracer.scan import Scan


def scanned(source: str) -> Scan:
    scan = Scan()
    (node,) = ast.parse(source).body
    scan.statement(node)
    return scan


# source, bound for sure, perhaps as well, read from outside
BINDS = {
    "if, both branches": ("if c: x = 1\nelse: x = 2", "x", "", "c"),
    "if, one branch": ("if c: x = 1", "", "x", "c"),
    "elif without else": ("if c: x = 1\nelif d: x = 2", "", "x", "c d"),
    "a branch that raises does not count": ("if c: x = 1\nelse: raise E", "x", "", "E c"),
    "read after a branch": ("if c:\n    x = 1\n    y = x", "", "x y", "c"),
    "read of one branch in the other": ("if c: x = 1\nelse: y = x", "", "x y", "c x"),
    "for over something unknown": ("for i in xs: x = i", "", "i x", "xs"),
    "for over a literal": ("for i in [1, 2]: x = i", "i x", "", ""),
    "for over an empty literal": ("for i in []: x = i", "", "i x", ""),
    "for over only unpacked parts": ("for i in [*xs]: x = i", "", "i x", "xs"),
    "for over a range": ("for i in range(3): x = i", "i x", "", "range"),
    "for over an empty range": ("for i in range(3, 3): x = i", "", "i x", "range"),
    "for over a range of unknown length": ("for i in range(n): x = i", "", "i x", "n range"),
    "for over pairs": ("for i, (j, *k) in enumerate('ab'): pass", "i j k", "", "enumerate"),
    "for over zip with something unknown": ("for i, j in zip([1], xs): pass", "", "i j", "xs zip"),
    "for, after a possible continue": ("for i in [1]:\n    x = 1\n    if c: continue\n    y = 1", "i x", "y", "c"),
    "for, a break that is certain": ("for i in [1]:\n    x = 1\n    break\n    y = 1", "i x", "", ""),
    "for, read in the next round": ("for i in xs:\n    print(x)\n    x = 1", "", "i x", "print x xs"),
    "for, else": ("for i in xs: pass\nelse: x = 1", "", "i x", "xs"),
    "while": ("while c: x = 1", "", "x", "c"),
    "while True": ("while True:\n    x = 1\n    if x: break", "x", "", ""),
    "try, read in the handler": ("try: x = 1\nexcept E: y = x", "", "x y", "E x"),
    "try and handler": ("try: x = 1\nexcept E: x = 2", "x", "", "E"),
    "try, handler that raises": ("try: x = 1\nexcept E: raise", "x", "", "E"),
    "try, one of two handlers": ("try: x = 1\nexcept E: x = 2\nexcept F: pass", "", "x", "E F"),
    "try, else": ("try: x = 1\nexcept E: y = 2\nelse: y = x", "y", "x", "E"),
    "try, finally": ("try: x = f()\nfinally: y = 1", "x y", "", "f"),
    "try, finally reads": ("try: x = f()\nexcept E: pass\nfinally: print(x)", "", "x", "E f print x"),
    "with": ("with f(a) as x, g(x) as (y, z): w = 1", "w x y z", "", "a f g"),
    "with, target with parts": ("with f() as d[k]: pass", "", "", "d f k"),
    "match without a catch-all": ("match v:\n    case 1: x = 1\n    case 2: x = 2", "", "x", "v"),
    "match with a catch-all": ("match v:\n    case 1: x = 1\n    case _: x = 2", "x", "", "v"),
    "match with a guarded catch-all": ("match v:\n    case 1: x = 1\n    case _ if c: x = 2", "", "x", "c v"),
    "match with a capture": ("match v:\n    case [a, *b]: pass\n    case c: a = b = 1", "a b", "c", "v"),
    "match, patterns read": ("match v:\n    case K(a=M.x): pass\n    case {**r}: pass", "", "r", "K M v"),
    "augmented": ("x += y", "x", "", "x y"),
    "augmented item": ("x[i] += y", "", "", "i x y"),
    "annotated": ("x: int = 1", "x", "", "int"),
    "annotation alone": ("x: int", "", "", "int"),
    "unpacked": ("a, (b, *c), d[0], e.x = f()", "a b c", "", "d e f"),
    "chained": ("a = b = a", "a b", "", "a"),
    "import": ("import a.b, c.d as e", "a e", "", ""),
    "import from": ("from m import x, y as z", "x z", "", ""),
    "walrus": ("print(x := 1, x)", "x", "", "print"),
    "walrus in a test": ("if (x := f()) and (y := x): pass", "x", "y", "f"),
    "walrus in a conditional expression": ("z = (x := 1) if c else 2", "z", "x", "c"),
    "walrus in a comprehension": ("z = [x := i for i in xs]", "z", "x", "xs"),
    "comprehension variable is its own": ("z = [i for i in i if i]", "z", "", "i"),
    "comprehension, later sources": ("z = {i: j for i in xs for j in f(i, k)}", "z", "", "f k xs"),
    "function": ("def f(p, q=d, *, r: A = e) -> B: return p + k", "f", "", "A B d e"),
    "decorated function": ("@dec(a)\ndef f(): pass", "f", "", "a dec"),
    "lambda": ("f = lambda p=d: p + k", "f", "", "d"),
    "class": ("class C(B, metaclass=M):\n    a = b\n    c = a\n    def f(self): return k", "C", "", "B M b"),
    "f-string": ("x = f'{a:{b}}'", "x", "", "a b"),
    "del": ("del x, y[i]", "", "x", "i x y"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "sure", "perhaps", "reads"), BINDS.values(), ids=BINDS.keys())
def test_definite_assignment(source: str, sure: str, perhaps: str, reads: str) -> None:
    scan = scanned(source)
    assert " ".join(sorted(scan.binds)) == sure
    assert " ".join(sorted(scan.may_bind - scan.binds)) == perhaps
    assert " ".join(sorted(scan.reads)) == reads


@pytest.mark.parametrize(
    ("source", "late"),
    [
        ("def f(p): return p + k", "k"), ("f = lambda: [k for i in xs]", "k xs"), ("z = [lambda: k for i in xs]", "k"),
        ("class C:\n    a = b\n    def f(self): return a + k", "a k"), ("z = [k for i in xs]", ""),
        ("def f():\n    def g(): return k\n    k = 1\n    return g", ""), ("async def f(): await k", "k"),
    ],
)  # fmt: skip
def test_late_reads(source: str, late: str) -> None:
    assert " ".join(sorted(scanned(source).late_reads)) == late


def test_late_writes() -> None:
    assert scanned("def f():\n    global k, j\n    k = 1\n    print(j)").late_writes == {"k"}


@pytest.mark.parametrize(
    ("source", "deleted"),
    [
        ("del x", {"x"}), ("del x[0]", set()), ("if c: del x", {"x"}), ("x = 1", set()),
        ("try: f()\nexcept E as x: pass", {"x"}), ("if c:\n    del x\n    x = 1", set()),
    ],
)  # fmt: skip
def test_deletes(source: str, deleted: set[str]) -> None:
    assert scanned(source).deletes == deleted


def test_name_of_an_exception_is_gone_after_its_handler() -> None:
    scan = scanned("try: x = 1\nexcept E as e: x = e")
    assert (scan.binds, scan.may_bind, scan.reads) == ({"x"}, {"x"}, {"E"})
