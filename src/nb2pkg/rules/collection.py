"""All rules: our own, one module each, and those of other distributions by entry point."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from msgspec.structs import replace

from nb2pkg import rules
from nb2pkg.errors import Nb2pkgError
from nb2pkg.plugins import plugins_of
from nb2pkg.rules.rule import Rule

FAMILIES = ("hidden_state", "paths", "secrets", "leakage", "reproducibility", "structure")
ENTRY_POINTS = "nb2pkg.rules"


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, sorted by code. Raises Nb2pkgError where a third party's rule is none or takes a code of ours."""
    found = {rule.code: rule for rule in _own()}
    for name, rule in _of_others():
        if rule.code in found:
            raise Nb2pkgError(
                f"The plug-in `{name}` brings a rule {rule.code}, which exists already.",
                hint="Uninstall the plug-in, or ask its author for a code of its own.",
            )
        found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))


def _own() -> Iterator[Rule]:
    for family in FAMILIES:
        package = import_module(f"{rules.__name__}.{family}")
        for found in sorted(iter_modules(package.__path__), key=lambda module: module.name):
            module = import_module(f"{package.__name__}.{found.name}")
            rule = getattr(module, "RULE", None)
            if isinstance(rule, Rule):
                yield replace(rule, doc=inspect.cleandoc(module.__doc__ or ""))


def _of_others() -> Iterator[tuple[str, Rule]]:
    for name, place, rule in plugins_of(ENTRY_POINTS):
        if not isinstance(rule, Rule):
            raise Nb2pkgError(
                f"The plug-in `{name}` ({place}) is not a rule.",
                hint=f"An entry point of `{ENTRY_POINTS}` must name an `nb2pkg.rules.rule.Rule`.",
            )
        yield name, rule
