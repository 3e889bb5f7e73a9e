"""IPython's own transformer is the judge of what is a magic."""

from __future__ import annotations

import ast
import re
from textwrap import indent
from typing import Any

from hypothesis import assume, given, reject
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from nb2pkg.model.notebook import Magic
from nb2pkg.reader.magics import Scope, Translation, translate

PLAIN = [
    "x = 1",
    "",
    "   ",
    "# %comment",
    "# what?",
    "print('%d?' % 3)  # why?",
    "y = (a\n  % b)",
    "y = [\n    1,\n    2,\n]",
    's = """\n%matplotlib inline\n!ls\nfoo?\n"""',
    "s = '''a\n    %b'''",
    "z = a \\\n  % b",
    "s = '?'",
    "d = {'a':\n'!ls'}",
    "f(x=1)[0]",
    "g = lambda x=1: x",
    "a == b",
    "x: int = 3",
    "t = 'it\\'s' + \"%s\"",
    "u = rb'\\''",
    "s = 'a\\\n%b'",
    "x %= 3",
    "x = a if b else c  # = !ls",
    "x = '= !ls'",
    "x = 5 % y",
    "x = not_eq != 3",
    "µ = 'é %'",
    "@decorator\ndef f(a, *, b=1):\n    return a % b",
    "for i in range(3):\n    print(i)",
    "x = 1;",
    "s = f'{x!r:>{w}}'",
]
MAGIC = [
    "%matplotlib inline",
    "%time f(1)",
    "%time x = 2",
    "%unknown --a 'b",
    "% spaced out",
    "!ls -l",
    "! ls",
    "!!ls",
    "!echo it's fine",
    "!ls {a} $b",
    "foo?",
    "?foo",
    "??foo.bar",
    "foo.bar[0]??",
    "f*o?",
    "%time?",
    "%%time??",
    "?",
    "a = !ls",
    "a =!ls",
    "a = ! ls",
    "a = %pwd",
    "a, b = !ls",
    "a.b['k'] = !cat x",
    "a: list = !ls",
    "a = \\\n  !ls",
    "!ls \\\n  -l",
    "%config A.b = 'c' \\\n  'd'",
    "x = !ls \\\n -a \\\n -b",
    "!ls (",
    "%foo [1,",
    "%foo ]",
    '!echo """',
    "!echo '",
    "%load_ext x # y",
    "x = foo?",
    "!ls what?",
    "%foo what?",
    "a = %foo what?",
    "/f 1 2",
    ",f a b",
    ";f a b",
    "%R x <- 3",
    "%pip install a",
]
BROKEN = [
    "x = y = !ls",
    "f(a=!ls)",
    "x = (",
    "x ) y",
    "foo() ?",
    "if x",
    "x = = 3",
    "'",
    "x +",
    "$a",
    "!= 3",
    "a ! b",
    "= !ls",
]
BLOCKS = ["if x:", "def f(a, b=1):", "for i in [\n        1]:", "with a as b:", "try:", "class A(B, c=1):"]
TRANSFORMER: Any = TransformerManager()  # type: ignore[no-untyped-call]
OPEN_IN_SHELL = re.compile(r"^[ \t]*[!%][^\n]*[(\[{](?![^\n]*[)\]}])", re.MULTILINE)
CALL = re.compile(r"get_ipython\(\)\.(run_line_magic|system|getoutput|show_usage)(\(.*\))$")


def blocks(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A block around what is there."""
    bodies = st.lists(children, min_size=1, max_size=3).map(lambda parts: indent("\n".join(parts), "    "))
    return st.tuples(st.sampled_from(BLOCKS), bodies).map("\n".join)


fragments = st.recursive(st.sampled_from(PLAIN) | st.sampled_from(MAGIC), blocks, max_leaves=6)
cells = st.lists(fragments, min_size=1, max_size=7).map("\n".join)
rough_cells = st.lists(fragments | st.sampled_from(BROKEN), min_size=1, max_size=7).map("\n".join)
soups = st.text(alphabet="ab%!?=()[]'\"#\\ \n:,;/$.{}\t", max_size=40)


def translated(source: str) -> Translation:
    return translate(source, Scope(cell=0, text=source, bound=lambda: frozenset({"ls"})))


def by_ipython(source: str) -> str:
    """IPython's own result. It stumbles over its tokenizer on unpaired brackets in magics, and then has no say."""
    try:
        transformed: str = TRANSFORMER.transform_cell(source)
        return transformed
    except SyntaxError:
        reject()


def calls_by_ipython(source: str) -> list[tuple[str, str]]:
    """(method, arguments) of the calls that IPython makes of the cell's magics, in order."""
    found = []
    for line in by_ipython(source).split("\n"):
        if match := CALL.search(line):
            arguments = ast.literal_eval(match[2][:-1] + ",)") if match[2] != "()" else ()
            found.append((match[1], " ".join(arguments).rstrip()))
    return found


def as_call(magic: Magic) -> tuple[str, str]:
    """What IPython would have made of one of our magics."""
    if magic.kind == "help":
        method = "pinfo2" if magic.name == "??" else "psearch" if "*" in magic.body else "pinfo"
        return ("run_line_magic", f"{method} {magic.body}") if magic.body else ("show_usage", "")
    return ("run_line_magic", f"{magic.name} {magic.body}".rstrip()) if magic.kind == "line" else ("shell", magic.body)


def normal(call: tuple[str, str]) -> tuple[str, str]:
    """`system` and `getoutput` look alike in our records; blanks at the ends mean nothing."""
    method, arguments = call
    return ("shell" if method in {"system", "getoutput"} else method, re.sub(r"\s+", " ", arguments).strip())


def is_autocall(magic: Magic) -> bool:
    return magic.kind == "line" and magic.name in {"/", ",", ";"}


def parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def assert_same_magics(source: str) -> None:
    # With an open bracket in a shell line all that follows is one line to IPython, a long string's `x?` its help.
    assume('"""' not in source or not OPEN_IN_SHELL.search(source))
    ours = [normal(as_call(magic)) for magic in translated(source).magics if not is_autocall(magic)]
    assert ours == [normal(call) for call in calls_by_ipython(source)]


@given(cells)
def test_the_magics_are_those_that_ipython_sees(source: str) -> None:
    if not source.lstrip().startswith("%%"):
        assert_same_magics(source)


@given(cells)
def test_lines_stay_where_they_are(source: str) -> None:
    assert translated(source).python.count("\n") == source.count("\n")


@given(cells)
def test_what_parses_for_ipython_parses_for_us(source: str) -> None:
    if parses(by_ipython(source)):
        assert parses(translated(source).python)


@given(cells)
def test_translating_twice_changes_nothing(source: str) -> None:
    once = translated(source).python
    if parses(once):
        assert translated(once).python == once


@given(rough_cells)
def test_broken_cells_keep_their_lines(source: str) -> None:
    assert translated(source).python.count("\n") == source.count("\n")


@given(soups)
def test_any_text_is_translated_to_as_many_lines(source: str) -> None:
    assert translated(source).python.count("\n") == source.count("\n")
