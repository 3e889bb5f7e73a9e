"""Variables that stay inside one function: which are compared, and how a function is looked into."""

from __future__ import annotations

import asyncio
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from nb2pkg.verifier.compare_runs import is_drawing
from nb2pkg.verifier.facts import FunctionFacts, PackageFacts, Statement
from nb2pkg.verifier.inner_names import with_inner_names
from nb2pkg.verifier.probe import inner
from nb2pkg.verifier.probe.inner import look_inside


def function(name: str, *, cell: int, line: int, outputs: tuple[str, ...] = ()) -> FunctionFacts:
    return FunctionFacts(name=name, inputs=(), outputs=outputs, last_cell=cell, last_line=line)


def names_in(*cells: list[tuple[str, str]], outputs: tuple[str, ...] = ()) -> dict[str, tuple[list[str], list[str]]]:
    """The inner names of each function, and which are bound there only; cells are lines with their functions."""
    statements = tuple(
        Statement(cell=n, number=k, first_line=k + 1, last_line=k + 1, function=owner, is_shown=False)
        for n, cell in enumerate(cells)
        for k, (_, owner) in enumerate(cell)
    )
    ends = {one.function: one for one in statements if one.function}
    functions = tuple(function(name, cell=e.cell, line=e.last_line, outputs=outputs) for name, e in ends.items())
    facts = PackageFacts(name="p", folder=Path(), notebook="n.ipynb", functions=functions, statements=statements)
    found = with_inner_names(facts, {n: "\n".join(line for line, _ in cell) for n, cell in enumerate(cells)})
    return {one.name: (list(one.inner), sorted(one.only_here)) for one in found.functions}


def test_which_names() -> None:
    assert names_in([("a = b = 1", "f"), ("(c, [d]) = a, [b]", "f"), ("x[0] = y.z = d", "f")]) == {
        "f": (["a", "b", "c", "d"], ["a", "b", "d"])  # nothing reads c: the package need not have it
    }
    assert names_in([("a = 1", "f"), ("b = [k for k in 'ab']", "f")], outputs=("a",)) == {"f": (["b"], [])}
    assert names_in([("import m", "f"), ("def g(): h = 1", "f"), ("_ = 1", "f"), ("%time a = 1", "f")]) == {
        "f": ([], [])
    }


def test_names_that_others_bind() -> None:
    later = names_in([("a = 1", "f"), ("a = 2", "g"), ("b = a", "f"), ("a, b", "f")])
    assert later == {"f": (["b"], ["b"]), "g": (["a"], [])}
    assert names_in([("a = 1", ""), ("a = 2", "f"), ("print(a)", "f")]) == {"f": (["a"], [])}
    assert names_in([("max = 2", "f"), ("print(max)", "f")]) == {"f": (["max"], [])}


def test_names_of_which_the_package_may_have_kept_an_older_value() -> None:
    assert names_in([("a = f(1)", "f"), ("a = f(2)", "f")]) == {"f": ([], [])}
    assert names_in([("a = f(1)", "f"), ("a = f(2)", "f"), ("g(a)", "f")]) == {"f": (["a"], ["a"])}
    assert names_in([("a = f(1)", "f"), ("g(a)", "f"), ("a = f(2)", "f")]) == {"f": ([], [])}


SOURCE = '''
def plain(a, *, b=2):
    """What it says."""
    c = a + b
    d = lambda: c
    return d()

def without_return(a):
    c = 1 / a

async def later(a):
    c = a * 2
    return c

def hiding(a):
    locals = a
    return locals

def failing():
    c = 1
    return 1 / 0
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    (tmp_path / "looked_into.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "looked_into", raising=False)
    return __import__("looked_into")


def test_functions_stay_what_they_are(module: ModuleType) -> None:
    seen: dict[str, dict[str, Any]] = {}
    code = module.plain.__code__
    for name in ("plain", "without_return", "later", "hiding", "failing"):
        look_inside(getattr(module, name), name, lambda name, found: seen.update({name: dict(found)}))
    assert (module.plain(1), module.hiding(3), asyncio.run(module.later(4))) == (3, 3, 8)
    assert (module.plain.__doc__, module.plain.__kwdefaults__) == ("What it says.", {"b": 2})
    assert module.plain.__code__.co_firstlineno == code.co_firstlineno
    assert module.without_return(2) is None
    assert seen["plain"] | {"d": None} == {"a": 1, "b": 2, "c": 3, "d": None}
    assert (seen["without_return"]["c"], seen["later"]["c"]) == (0.5, 8)
    assert "hiding" not in seen
    with pytest.raises(ZeroDivisionError) as raised:
        module.failing()
    assert traceback.extract_tb(raised.value.__traceback__)[-1].line == "return 1 / 0"
    assert seen["failing"]["c"] == 1


@pytest.mark.parametrize("kind", [{"kind": "text"}, ["figure"], {"kind": "figure"}])
def test_the_authors_keys_may_be_called_as_ours(kind: Any) -> None:
    assert is_drawing({"fields": {"kind": kind}}) == (kind == {"kind": "figure"})
    assert is_drawing({"fields": [{"kind": "axes"}]})


def test_what_has_no_source_is_left_alone(module: ModuleType) -> None:
    space: dict[str, Any] = {}
    exec("def made(a):\n    b = a\n    return b", space)
    code = space["made"].__code__
    look_inside(space["made"], "made", lambda name, found: None)
    look_inside(print, "print", lambda name, found: None)
    assert space["made"].__code__ is code
    assert not {"made", "print"} & inner._seen.keys()
