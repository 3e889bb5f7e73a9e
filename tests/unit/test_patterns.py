"""Patterns that are compiled by their first use are sound, and behave as compiled ones."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import nb2pkg
from nb2pkg.patterns import LazyPattern, pattern_of

MODULES = [
    found.name
    for found in pkgutil.walk_packages(nb2pkg.__path__, "nb2pkg.")
    if found.name.split(".")[1] in {"knowledge", "locator", "reader", "rules", "suppression", "syntax", "tracer"}
]


PATTERNS = {
    f"{module}.{name}": value
    for module in MODULES
    for name, value in vars(importlib.import_module(module)).items()
    if isinstance(value, LazyPattern)
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_compiles(name: str) -> None:
    assert isinstance(PATTERNS[name].pattern, str)  # asked of the compiled one


def test_there_are_such_patterns() -> None:
    assert len(PATTERNS) > 200


def test_a_pattern_is_what_re_compile_gives() -> None:
    lazy, compiled = pattern_of(r"(?P<x>a+)b?", re.IGNORECASE), re.compile(r"(?P<x>a+)b?", re.IGNORECASE)
    text = "xAAb aab"
    assert lazy.groupindex == compiled.groupindex
    assert lazy.findall(text) == compiled.findall(text)
    assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert (lazy.sub("-", text), lazy.split(text)) == (compiled.sub("-", text), compiled.split(text))
    first, same = lazy.search(text, 3), compiled.search(text, 3)
    assert first is not None
    assert same is not None
    assert first.span() == same.span()
    assert lazy.match(text) is None
    assert lazy.fullmatch("AAB") is not None
