"""The first call of the author's own functions is seen, wherever they stand in the package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from nb2pkg.verifier.calls.first import first_calls
from nb2pkg.verifier.calls.watch import Watch

SOURCE = """
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)

def fails(n):
    print("seen", n)
    return 1 // n

def outer(n):
    print("outer")
    return depth(n)

class Kept:
    pass
"""


@pytest.fixture
def shop() -> Iterator[ModuleType]:
    modules = {name: ModuleType(name) for name in ("shop", "shop.tools", "shop.pipeline")}
    exec(SOURCE, vars(modules["shop.tools"]))
    vars(modules["shop.pipeline"])["depth"] = vars(modules["shop.tools"])["depth"]
    sys.modules.update(modules)
    yield modules["shop.pipeline"]
    for name in modules:
        del sys.modules[name]


def functions(*names: str) -> list[tuple[str, str]]:
    return [("tools", name) for name in names]


def test_the_first_call_is_seen_from_any_module_and_the_function_put_back(shop: ModuleType) -> None:
    watch, original = Watch("shop"), shop.depth
    with first_calls(watch, functions("depth", "Kept", "absent")):
        assert shop.depth is not original
        assert shop.depth(3) == 3
        assert shop.depth is original is sys.modules["shop.tools"].depth  # type: ignore[attr-defined]
        assert shop.depth(5) == 5
    assert watch.seen["depth"]["arguments"] == {"n": 3}
    assert list(watch.seen) == ["depth"]


def test_recursion_is_as_deep_as_ever(shop: ModuleType) -> None:
    with first_calls(Watch("shop"), functions("depth")):
        assert shop.depth(sys.getrecursionlimit() - 150) > 0


def test_what_was_not_called_is_put_back(shop: ModuleType) -> None:
    original = shop.depth
    with first_calls(Watch("shop"), functions("depth")):
        pass
    assert shop.depth is original


def test_what_fails_is_not_seen_but_what_it_printed_is(shop: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    watch, tools = Watch("shop"), sys.modules["shop.tools"]
    with first_calls(watch, functions("fails")), pytest.raises(ZeroDivisionError):
        tools.fails(0)  # type: ignore[attr-defined]
    assert (watch.seen, capsys.readouterr().out) == ({}, "seen 0\n")


def test_a_call_inside_a_call_is_seen_in_both(shop: ModuleType) -> None:
    watch, tools = Watch("shop"), sys.modules["shop.tools"]
    with first_calls(watch, functions("outer", "depth")):
        assert tools.outer(2) == 2  # type: ignore[attr-defined]
    assert watch.seen["outer"]["prints"] == "outer\n"
    assert watch.seen["depth"]["returns"] == watch.seen["outer"]["returns"]
