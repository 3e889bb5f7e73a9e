"""Functions that read notebook variables: given them as parameters, or kept where they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pkg.model.plan import BindNames, PassNames
from nb2pkg.planner.lifting import Lifting, lift
from nb2pkg.planner.sorting import sort_statements
from nb2pkg.planner.timeline import Timeline

MakeTimeline = Callable[..., Timeline]
Lift = Callable[..., Lifting]


@pytest.fixture
def lifting(timeline: MakeTimeline) -> Lift:
    def made(*texts: str) -> Lifting:
        line = timeline(*texts)
        return lift(line, sort_statements(line, declared=frozenset()))

    return made


K, F = "k = g()", "def f(x): return x + k"
LIFTED = {
    "called": (K, F, "y = f(1)"),
    "called in a comprehension": (K, F, "y = [f(v) for v in xs]"),
    "called after a rebinding": (K, F, "y = f(1)", "k = h()", "z = f(1)"),
    "lambda": (K, "f = lambda x: x + k", "y = f(1)"),
    "used at once": (K, F, "ys = df.apply(f)", "k = h()"),
    "map inside sorted": (K, F, "ys = sorted(map(f, xs))"),
    "sort key": (K, F, "xs.sort(key=f)", "k = h()"),
    "stored, never rebound": (K, F, "hooks = [f]", "hooks[0](1)"),
    "another function's local of that name does not matter": (K, F, "def h(k): return k", "y = f(h(1))"),
    "through another": (K, F, "def f2(x): return f(x)", "y = f2(1)"),
    "generator, never rebound": (K, "def f(x):\n    yield k", "y = f(1)"),
    "its documentation": (K, F, "print(f.__doc__)", "y = f(1)"),
    "list made inside": (K, "def f(x): return [v * k for v in x]", "y = f(xs)", "k = h()"),
}
KEPT = {
    "comprehension hides it": (K, F, "y = [f(k) for k in xs]"),
    "the caller's own parameter": (K, F, "def h(k): return f(k)", "y = h(1)"),
    "the caller's own variable": (K, F, "def h():\n    k = 1\n    return f(k)", "y = h()"),
    "its own parameter through another": (K, "def f2(): return k", "def f(k): return f2() + k", "y = f(1)"),
    "stored, then rebound": (K, F, "hooks = [f]", "k = h()", "hooks[0](1)"),
    "stored in an object, then rebound": (K, F, "button.on_click(f)", "k = h()"),
    "generator with later rebinding": (K, "def f(x):\n    yield k", "y = f(1)", "k = h()", "list(y)"),
    "closure with later rebinding": (K, "def f(x): return lambda: x + k", "y = f(1)", "k = h()", "y()"),
    "coroutine with later rebinding": (K, "async def f(x): return k", "y = f(1)", "k = h()", "await y"),
    "called before it is bound": (F, "try: f(1)\nexcept NameError: pass", K, "f(1)"),
    "decorated": (K, "@cache\ndef f(x): return x + k", "y = f(1)"),
    "class": (K, "class f:\n    def m(self): return k", "y = f()"),
    "in an f-string": (K, F, "y = f'{f(1)}'"),
    "in a query": (K, F, "df.query('a == @f(1)')"),
    "generator as its only argument": (K, F, "y = f(v for v in xs)"),
    "positional only": (K, "def f(x, /): return x + k", "y = f(1)"),
}


@pytest.mark.parametrize("texts", LIFTED.values(), ids=LIFTED.keys())
def test_lifted(lifting: Lift, texts: tuple[str, ...]) -> None:
    found = lifting(*texts)
    assert found.lifted["f"] == ("k",)
    assert "f" in found.sorting.definitions


@pytest.mark.parametrize("texts", KEPT.values(), ids=KEPT.keys())
def test_kept_in_the_flow(lifting: Lift, texts: tuple[str, ...]) -> None:
    found = lifting(*texts)
    assert "f" not in found.lifted
    assert "f" not in found.sorting.definitions
    assert any("f" in found.timeline.statements[p].binds for p in found.sorting.flow)


def test_functions_without_variables_are_left_alone(lifting: Lift) -> None:
    found = lifting("import math", "def f(x): return math.pi * x * len('a')", "y = f(1)")
    assert found.lifted == {}
    assert found.edits == {}


def test_calls_are_given_the_values_and_values_are_bound(lifting: Lift) -> None:
    found = lifting(K, F, "y = f(1)\nys = list(map(f, xs))")
    (called,), (handed,) = found.edits[2], found.edits[3]
    assert isinstance(called, PassNames)
    assert isinstance(handed, BindNames)
    assert called.names == handed.names == (("k", "k"),)
    assert "k" in found.timeline.statements[2].reads
    assert "k" in found.timeline.statements[3].reads
