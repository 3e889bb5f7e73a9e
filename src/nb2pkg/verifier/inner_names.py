"""Variables that stay inside one function of the package: which can be compared where it ends.

In the notebook they are variables like all others. Where the function's last statement has run, such a variable holds
what the function has put there, unless a statement of another function has bound the name later but stands before that.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from textwrap import dedent

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.syntax.names import BUILTINS
from nb2pkg.syntax.parse import parsed
from nb2pkg.syntax.scopes import bindings_of
from nb2pkg.verifier.facts import FunctionFacts, PackageFacts, Statement

_DEFINES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_IMPORTS = ast.Import | ast.ImportFrom


class _Binding(Struct, frozen=True, kw_only=True):
    """A statement, the names that it binds (`values`: but for definitions and imports), and those that it reads."""

    statement: Statement
    names: frozenset[str]
    values: frozenset[str]
    read: frozenset[str]


def with_inner_names(facts: PackageFacts, sources: Mapping[int, str]) -> PackageFacts:
    """The facts, with the variables inside each function. `sources` are the notebook's cells as they are run."""
    bindings = [_binding(one, sources) for one in sorted(facts.statements, key=lambda one: (one.cell, one.first_line))]
    return replace(facts, functions=tuple(_with_inner(function, bindings) for function in facts.functions))


def _with_inner(function: FunctionFacts, bindings: list[_Binding]) -> FunctionFacts:
    if not function.can_be_recorded:
        return function
    end = (function.last_cell, function.last_line)
    before = [one for one in bindings if (one.statement.cell, one.statement.first_line) <= end]
    last = {name: one for one in before for name in one.names}
    found = {name for name, one in last.items() if one.statement.function == function.name and name in one.values}
    found -= set(_perhaps_older(function, before, last))
    foreign = {name for one in before if one.statement.function != function.name for name in one.names}
    # The package does not keep what nothing reads. A variable that hides a builtin may have another name there.
    read = {name for one in bindings if one.statement.function == function.name for name in one.read} - BUILTINS
    inner = tuple(sorted(name for name in found - set(function.outputs) if not name.startswith("_")))
    return replace(function, inner=inner, only_here=(frozenset(inner) & read) - foreign)


def _perhaps_older(function: FunctionFacts, before: list[_Binding], last: Mapping[str, _Binding]) -> Iterator[str]:
    """Names that the function binds twice, and nothing reads after: the package may have kept the first value only."""
    own = [one for one in before if one.statement.function == function.name]
    for name in {name for one in own for name in one.names}:
        binders = [place for place, one in enumerate(own) if name in one.names]
        if len(binders) > 1 and not any(name in one.read for one in own[binders[-1] + 1 :]):
            yield name


def _binding(statement: Statement, sources: Mapping[int, str]) -> _Binding:
    lines = sources.get(statement.cell, "").split("\n")[max(statement.first_line - 1, 0) : max(statement.last_line, 0)]
    tree = parsed(dedent("\n".join(lines)))
    if tree is None:  # magics
        return _Binding(statement=statement, names=frozenset(), values=frozenset(), read=frozenset())
    names = bindings_of(tuple(tree.body))
    read = frozenset(n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
    return _Binding(statement=statement, names=names, values=names - frozenset(_defined(tree)), read=read)


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, _DEFINES):
            yield node.name
        elif isinstance(node, _IMPORTS):
            yield from ((one.asname or one.name).partition(".")[0] for one in node.names)
