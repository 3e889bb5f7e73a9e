"""The names by which a module of the package can call a class, and the imports that this takes."""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from nb2pkg.model.flow import ImportBinding
from nb2pkg.model.notebook import StmtRef
from nb2pkg.syntax.scopes import bindings_of

USUAL = {"numpy": "np", "pandas": "pd"}
NOWHERE = StmtRef(cell=-1, path=())


def steady_imports(statements: Sequence[ast.stmt]) -> tuple[ImportBinding, ...]:
    """What the statements of a script import under names that nothing else in it binds."""
    binders = Counter(name for statement in statements for name in bindings_of((statement,)))
    found = []
    for statement in statements:
        match statement:
            case ast.Import(names=names):
                found += [(one, one.name, "") for one in names if one.asname or "." not in one.name]
            case ast.ImportFrom(module=str(module), names=names, level=0):
                found += [(one, module, one.name) for one in names]
    bindings = [
        ImportBinding(name=one.asname or one.name, module=module, member=member, ref=NOWHERE)
        for one, module, member in found
    ]
    return tuple(one for one in bindings if binders[one.name] == 1)


class TypeNames:
    """Names for one module. Imports that are asked for and not there yet are collected in `needed`."""

    def __init__(self, *, here: str, bindings: Iterable[ImportBinding], taken: Collection[str]) -> None:
        self._here = here
        self._name_by_path = {
            (binding.module, binding.member): binding.name
            for binding in bindings
            if binding.level == 0 and (binding.member or "." not in binding.module or binding.name != binding.module)
        }
        self._taken = set(taken) | set(self._name_by_path.values())
        self.needed: dict[tuple[str, str], ImportBinding] = {}

    def name_of(self, path: str) -> str:
        """The name of `module:class` here."""
        module, _, name = path.partition(":")
        if module == "builtins" and hasattr(builtins, name) and name not in self._taken:
            return name
        if module == self._here:
            return name
        known = self._name_by_path.get((module, name))
        if known is not None:
            return known
        whole = self._name_by_path.get((module, "")) or self._of_parent(module)
        if whole is not None:
            return f"{whole}.{name}"
        return self._imported(module, name)

    def _of_parent(self, module: str) -> str | None:
        parent, _, last = module.rpartition(".")
        return self._name_by_path.get((parent, last)) if parent else None

    def _imported(self, module: str, name: str) -> str:
        """A new import, of the module where it has a usual short name, else of the class."""
        short = USUAL.get(module)
        if short is not None and (module, "") in self.needed:
            return f"{self.needed[module, ''].name}.{name}"
        member, wanted = ("", short) if short is not None and short not in self._taken else (name, name)
        free = wanted if wanted not in self._taken or (module, member) in self.needed else f"{wanted}Type"
        binding = ImportBinding(name=free, module=module, member=member, ref=NOWHERE)
        found = self.needed.setdefault((module, member), binding)
        self._taken.add(found.name)
        return found.name if member else f"{found.name}.{name}"

    @property
    def imports(self) -> tuple[ImportBinding, ...]:
        """What was asked for, sorted."""
        return tuple(self.needed[key] for key in sorted(self.needed))
