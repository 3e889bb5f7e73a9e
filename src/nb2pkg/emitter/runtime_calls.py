"""The package's own helpers as the emitted code calls them: under another name where the notebook has theirs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from nb2pkg.model.plan import Figures, KeptModel, PackagePlan

FIGURES = {
    Figures.SAVE: ("save_figures", '"{owner}"'),
    Figures.SHOW: ("show_figures", ""),
    Figures.NONE: ("close_figures", ""),
}


class RuntimeCalls(Struct, frozen=True, kw_only=True):
    """How to call each helper. `figures` has a place for the owner's name."""

    show: str
    bind: str
    remember: str
    figures: str
    aliases: Mapping[str, str]
    keep: str = "keep_model"
    checked: str = "checked_input"
    learnt: str = "learnt"
    dummies: str = "learnt_dummies"

    def figure_call(self, owner: str) -> str:
        """The call that deals with the open figures on behalf of a function."""
        return self.figures.format(owner=owner)

    def keep_call(self, kept: KeptModel) -> str:
        """The call that saves a model right after it was fitted."""
        arguments = [f'"{kept.label}"', kept.name, kept.features]
        arguments += [kept.target] if kept.target else []
        arguments += [f'target_column="{kept.target_column}"'] if kept.target_column else []
        pairs = ", ".join(f'"{name}": {name}' for name in kept.preprocessing)
        arguments += [f"preprocessing={{{pairs}}}"] if pairs else []
        return f"{self.keep}({', '.join(arguments)})"

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
        keep=aliases.get("keep_model", "keep_model"),
        checked=aliases.get("checked_input", "checked_input"),
        learnt=aliases.get("learnt", "learnt"),
        dummies=aliases.get("learnt_dummies", "learnt_dummies"),
        figures=f"{aliases.get(name, name)}({argument})",
        aliases=aliases,
    )
