"""The names that import statements bind."""

from __future__ import annotations

import ast

from nb2pkg.model.flow import ImportBinding
from nb2pkg.model.notebook import StmtRef
from nb2pkg.syntax.walking import statements_in


def import_bindings(node: ast.AST, ref: StmtRef) -> tuple[ImportBinding, ...]:
    """Every name bound by an import in `node`; star imports bind none."""
    found: list[ImportBinding] = []
    for child in statements_in(node):
        match child:
            case ast.Import(names=names):
                found += [_plain(alias, ref) for alias in names]
            case ast.ImportFrom(module=module, names=names, level=level):
                found += [
                    ImportBinding(
                        name=alias.asname or alias.name, module=module or "", member=alias.name, level=level, ref=ref
                    )
                    for alias in names
                    if alias.name != "*"
                ]
    return tuple(found)


def _plain(alias: ast.alias, ref: StmtRef) -> ImportBinding:
    return ImportBinding(name=alias.asname or alias.name.split(".")[0], module=alias.name, ref=ref)


def star_modules(node: ast.AST) -> tuple[str, ...]:
    """Modules of which everything is imported."""
    return tuple(
        child.module or ""
        for child in statements_in(node)
        if isinstance(child, ast.ImportFrom) and any(alias.name == "*" for alias in child.names)
    )
