"""Scoping agrees with the compiler's own, `symtable`, on random programs."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.syntax.scopes import free_names, global_writes, own_bindings, top_level_uses

NAMES = ("a", "b", "c", "d")
COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr", "lambda comprehension"}

# $n: a name, $e: an expression, $B: an indented suite, $F: an indented suite of a function.
EXPRESSIONS = (
    "$n", "$n", "1", "($e, $e)", "$n.x[$e]", "$n($e, k=$e)", "($e if $e else $e)", "f'{$n:>{$n}}'",
    "[$e for $n in $e]", "{$e: $e for $n in $e if $e}", "{$e for $n, *$n in $e}",
    "sum($e for $n in $e for $n in $e)", "(lambda: $e)", "(lambda $n, *$n: $e)", "(lambda $n=$e: $e)", "($n := $e)",
)  # fmt: skip
STATEMENTS = (
    "$n = $e", "$n, *$n = $e", "$n += $e", "$n: $e = $e", "$n[$e] = $e", "del $n", "import $n", "import $n.x",
    "from m import q as $n", "$e", "if $e:\n$B\nelse:\n$B", "for $n in $e:\n$B", "while $e:\n$B",
    "with $e as $n:\n$B", "try:\n$B\nexcept $e as $n:\n$B\nfinally:\n$B",
    "match $e:\n    case [$n, *$n]:\n    $B\n    case {'k': $n, **$n} if $e:\n    $B\n    case $n.x | 1 as $n:\n    $B",
    "def $n($n, /, $n=$e, *, k: $e = $e) -> $e:\n$F", "@$e\nasync def $n(*$n, **$n):\n$F", "def $n():\n$F",
    "class $n($e, k=$e):\n$B",
)  # fmt: skip
DECLARATIONS = ("", "", "global $n\n", "nonlocal $n\n", "global $n, $n\n")


def filled(draw: st.DrawFn, template: str, depth: int) -> str:
    """The template with what its marks stand for."""

    def suite(indent: str) -> str:
        lines = [line for _ in range(draw(st.integers(1, 2))) for line in statement(draw, depth + 1).split("\n")]
        return "\n".join(indent + line for line in lines)

    makers: dict[str, Callable[[], str]] = {
        "n": lambda: draw(st.sampled_from(NAMES)),
        "e": lambda: filled(draw, draw(st.sampled_from(EXPRESSIONS if depth < 3 else EXPRESSIONS[:3])), depth + 1),
        "B": lambda: suite("    "),
        "F": lambda: "\n".join(
            "    " + line for line in (filled(draw, draw(st.sampled_from(DECLARATIONS)), depth) + suite("")).split("\n")
        ),
    }
    parts = []
    for piece in re.split(r"( *\$[neBF])", template):
        found = re.fullmatch(r"( *)\$([neBF])", piece)
        if found is None:
            parts.append(piece)
        elif found[2] in "BF":
            parts.append("\n".join(found[1] + line for line in makers[found[2]]().split("\n")))
        else:
            parts.append(found[1] + makers[found[2]]())
    return "".join(parts)


def statement(draw: st.DrawFn, depth: int) -> str:
    """A statement; simple ones deep inside."""
    return filled(draw, draw(st.sampled_from(STATEMENTS if depth < 3 else STATEMENTS[:10])), depth)


def compiles(text: str) -> bool:
    try:
        symtable.symtable(text, "<made>", "exec")
        compile(text, "<made>", "exec")
    except SyntaxError:
        return False
    return True


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Statements that compile together."""
    text = ""
    for _ in range(draw(st.integers(1, 4))):
        longer = text + statement(draw, 0) + "\n"
        text = longer if compiles(longer) else text
    return text


@st.composite
def functions(draw: st.DrawFn) -> str:
    """A function `f` inside another one, so that `nonlocal` has something to mean."""
    inner = filled(draw, "def f($n, *$n, k=$e, **$n):\n$F", 0)
    outer = "def outer(a, b, c, d):\n" + "\n".join("    " + line for line in inner.split("\n"))
    return outer if compiles(outer) else "def outer(a, b):\n    def f(c, *d):\n        nonlocal b\n        b = a + c"


def is_comprehension(table: symtable.SymbolTable) -> bool:
    return table.get_type() == "function" and table.get_name() in COMPREHENSIONS


def tables(table: symtable.SymbolTable, *, nested: bool = False) -> Iterator[tuple[symtable.SymbolTable, bool]]:
    """All scopes below and including `table`, with: does it run when a function is called."""
    yield table, nested
    for child in table.get_children():
        is_body = child.get_type() == "function" and not is_comprehension(child)
        yield from tables(child, nested=nested or is_body)


def loads(table: symtable.SymbolTable) -> tuple[set[tuple[str, bool]], set[tuple[str, bool]]]:
    """Loads of top-level names, with whether they happen in a function's body: those that are, those that may be."""
    sure: set[tuple[str, bool]] = set()
    perhaps: set[tuple[str, bool]] = set()
    for scope, nested in tables(table):
        for symbol in scope.get_symbols():
            if not symbol.is_referenced():
                continue
            if symbol.is_global() or scope.get_type() == "module":
                sure.add((symbol.get_name(), nested))
            elif scope.get_type() == "class" and symbol.is_local():
                perhaps.add((symbol.get_name(), nested))  # `x = x` in a class: its own or the notebook's
    return sure, perhaps


@given(programs())
def test_loads_of_top_level_names(program: str) -> None:
    sure, perhaps = loads(symtable.symtable(program, "<made>", "exec"))
    found = {(use.name, use.nested) for use in top_level_uses(ast.parse(program)) if use.context == "load"}
    assert sure <= found, f"missed {sure - found} in\n{program}"
    assert found <= sure | perhaps, f"invented {found - sure - perhaps} in\n{program}"


@given(programs())
def test_writes_through_global(program: str) -> None:
    written: set[str] = set()
    perhaps: set[str] = set()
    for scope, nested in tables(symtable.symtable(program, "<made>", "exec")):
        bound = {s.get_name() for s in scope.get_symbols() if s.is_assigned() or s.is_imported()}
        if nested and scope.get_type() == "class":
            perhaps |= bound
        elif nested:
            written |= {name for name in bound if scope.lookup(name).is_declared_global()}
    found = {use.name for use in top_level_uses(ast.parse(program)) if use.nested and use.context != "load"}
    assert written <= found, f"missed {written - found} in\n{program}"
    assert found <= written | perhaps, f"invented {found - written - perhaps} in\n{program}"


@given(functions())
def test_own_bindings_and_free_names(program: str) -> None:
    outer = ast.parse(program).body[0]
    assert isinstance(outer, ast.FunctionDef)
    (node,) = (part for part in outer.body if isinstance(part, ast.FunctionDef))
    (table,) = (
        child
        for child in symtable.symtable(program, "<made>", "exec").get_children()[0].get_children()
        if child.get_name() == "f"
    )
    declared = {name for part in ast.walk(node) if isinstance(part, ast.Global) for name in part.names}
    local = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_local()}
    assert own_bindings(node) - declared == local - declared, program
    # Alone, what `f` reads from `outer` is as free as what it reads from the top level.
    below = {
        symbol.get_name()
        for scope, _ in tables(table)
        for symbol in scope.get_symbols()
        if symbol.is_referenced() and symbol.is_global()
    }
    assert below <= free_names(node), program


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(): return k", {"k"}),
        ("def f(k): return k", set()),
        ("def f(): k = 1; return lambda: k + j", {"j"}),
        ("def f(x=k): return x", set()),  # defaults are read at the definition
        ("def f():\n    try: pass\n    except E as k: pass\n    return k", {"E"}),
        ("def f():\n    match v:\n        case {**rest}: return rest", {"v"}),
        ("def f():\n    global k\n    k = 1\n    return k", {"k"}),
        ("def f():\n    class A:\n        k = 1\n        def g(self): return k\n    return A", {"k"}),
        ("def f(): return [k for k in ks if (w := k)] + [w, k]", {"ks", "k"}),
    ],
)
def test_free_names(source: str, expected: set[str]) -> None:
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    assert free_names(node) == expected


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    k = 1\n    def f(self, j=k): return k",
        "class A:\n    k = 1\n    ks = [k for _ in xs]",
        "class A:\n    k = 1\n    class B:\n        j = k",
    ],
)
def test_class_scopes(source: str) -> None:
    sure, perhaps = loads(symtable.symtable(source, "<made>", "exec"))
    found = {(use.name, use.nested) for use in top_level_uses(ast.parse(source)) if use.context == "load"}
    assert sure <= found <= sure | perhaps


def test_class_in_a_function_writes_nothing() -> None:
    assert global_writes(function("def f():\n    class A:\n        x = x\n    return A")) == set()


def test_what_a_function_writes_through_global() -> None:
    text = "def f(a=(b := 1)):\n    def g():\n        global x\n        x = 1\n    global y\n    del y\n    z = 1"
    assert global_writes(function(text)) == {"x", "y"}


def function(text: str) -> ast.FunctionDef:
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node
