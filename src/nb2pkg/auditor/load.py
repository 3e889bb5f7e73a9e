"""All checks, found by their files."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from nb2pkg.auditor import checks as folder
from nb2pkg.auditor.check import Check


@cache
def checks() -> tuple[Check, ...]:
    """Every `CHECK`, by number."""
    found = [
        import_module(f"{folder.__name__}.{category.name}.{module.name}").CHECK
        for category in iter_modules(folder.__path__)
        for module in iter_modules(import_module(f"{folder.__name__}.{category.name}").__path__)
    ]
    return tuple(sorted(found, key=lambda check: check.number))
