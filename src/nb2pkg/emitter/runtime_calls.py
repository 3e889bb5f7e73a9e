"""The package's own helpers as the emitted code calls them: under another name where the notebook has theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nb2pkg.model.plan import Figures, PackagePlan

FIGURES = {
    Figures.SAVE: ("save_figures", '"{owner}"'),
    Figures.SHOW: ("show_figures", ""),
    Figures.NONE: ("close_figures", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeCalls:
    """How to call each helper. `figures` has a place for the owner's name."""

    show: str
    bind: str
    remember: str
    figures: str
    aliases: Mapping[str, str]

    def figure_call(self, owner: str) -> str:
        """The call that deals with the open figures on behalf of a function."""
        return self.figures.format(owner=owner)

    def import_line(self, package: str, module: str, name: str) -> str:
        """The import of a helper."""
        alias = self.aliases.get(name, name)
        return f"from {package}.{module} import {name}" + ("" if alias == name else f" as {alias}")


def runtime_calls_of(plan: PackagePlan) -> RuntimeCalls:
    """The calls of a package."""
    aliases = dict(plan.aliases)
    name, argument = FIGURES[plan.figures]
    return RuntimeCalls(
        show=aliases.get("show", "show"),
        bind=aliases.get("bind", "bind"),
        remember=aliases.get("remember", "remember"),
        figures=f"{aliases.get(name, name)}({argument})",
        aliases=aliases,
    )
