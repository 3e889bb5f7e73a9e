"""Statements that do nothing but bind names, and cells of such statements whose names nobody reads."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.model.flow import Call, Form, StmtFlow
from nb2pkg.model.notebook import Cell, Treatment, Wrapper
from nb2pkg.rules.rule import Subject
from nb2pkg.rules.structure.name_uses import lasting_names, tells_all_uses
from nb2pkg.rules.structure.statements import statements_by_cell
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import walk

_HARMLESS = frozenset({"reads_file", "clock"})
_DEFINITIONS = frozenset({Form.IMPORT, Form.GUARDED_IMPORT, Form.FUNCTION, Form.CLASS, Form.LAMBDA})
_FRESH = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.Constant)
_GROWING = frozenset({"add", "append", "extend", "insert", "update"})
_PLAIN = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Pass, ast.Expr, ast.For, ast.If, ast.While)
_MUTE = (ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Compare, ast.Call, ast.List, ast.Tuple, ast.Dict)


_ACTING = frozenset({ast.Assert, ast.Raise, ast.Import, ast.ImportFrom})


def is_pure(statement: StmtFlow, definitions: frozenset[str], *, fresh: AbstractSet[str] = frozenset()) -> bool:
    """Whether a statement surely does nothing but compute and bind: every call in it is known, none has an effect.

    Reading a file and the clock count as computing, and so does changing what is `fresh`, made nearby and seen by
    nobody else. `definitions` are the functions and classes of the notebook: calling them may do anything.
    """
    if statement.mutates - statement.binds - fresh or (statement.effects | statement.late_effects) - _HARMLESS:
        return False
    if statement.late_writes or statement.late_mutates or statement.deletes or statement.awaits or statement.dynamic:
        return False
    if statement.star_modules or not definitions.isdisjoint(statement.reads):
        return False
    calls = [call for call in statement.calls if not (statement.mutates and call.method in _GROWING)]
    return all(map(_is_known, (*calls, *statement.late_calls)))


def _is_known(call: Call) -> bool:
    facts = facts_of(call.qualified or None, None if call.qualified else call.method)
    return facts.mutates == "none" and not facts.effects - _HARMLESS


@lru_cache(maxsize=1)
def defined_names(subject: Subject) -> frozenset[str]:
    """The functions and classes that the notebook defines."""
    forms = {Form.FUNCTION, Form.CLASS, Form.LAMBDA}
    return frozenset(name for s in subject.flow.statements if s.form in forms for name in s.binds)


@lru_cache(maxsize=1)
def dead_cells(subject: Subject) -> tuple[tuple[Cell, tuple[str, ...]], ...]:
    """Cells that show nothing and leave nothing that is read later, with the names that they bind in vain."""
    by_cell = statements_by_cell(subject)
    quiet = [cell for cell in subject.notebook.cells if not cell.outputs and _is_quiet(cell, by_cell)]
    if not quiet:
        return ()
    definitions = defined_names(subject)
    inert = [cell for cell in quiet if _is_inert(cell, by_cell[cell.index], definitions)]
    if not inert or not tells_all_uses(subject):
        return ()
    lasting = lasting_names(subject)
    read_cells = read_elsewhere({cell.index for cell in inert}, subject.flow.statements)
    return tuple(
        (cell, names)
        for cell in inert
        for names in (tuple(dict.fromkeys(n for s in by_cell[cell.index] for n in sorted(s.binds | s.may_bind))),)
        if cell.index not in read_cells and lasting.isdisjoint(names) and not any(n.startswith("__") for n in names)
    )


def read_elsewhere(cells: AbstractSet[int], statements: Iterable[StmtFlow]) -> set[int]:
    """Those of the cells to which an edge of the flow leads from another one. To make all edges would take longer."""
    writers: dict[str, set[int]] = {}
    changers: dict[str, set[int]] = {}
    found: set[int] = set()
    for statement in statements:
        cell = statement.ref.cell
        if writers or changers:
            for name in writers.keys() & (statement.reads | statement.late_reads):
                found |= writers[name] - {cell}
            for name in changers.keys() & statement.reads:
                found |= changers[name] - {cell}
            for name in statement.binds:
                writers.pop(name, None)
                changers.pop(name, None)
        if cell in cells:
            for name in statement.binds | statement.may_bind | statement.late_writes:
                writers.setdefault(name, set()).add(cell)
            for name in statement.mutates - statement.binds:
                changers.setdefault(name, set()).add(cell)
    return found


def _is_quiet(cell: Cell, by_cell: dict[int, list[StmtFlow]]) -> bool:
    """Cheap questions first: does it show anything, define anything, do anything that is known?"""
    statements = by_cell.get(cell.index)
    if not statements or cell.wrapper is not Wrapper.PLAIN or cell.tags:
        return False
    if any(magic.treatment is not Treatment.DROPPED or magic.kind != "line" for magic in cell.magics):
        return False
    return not any(s.shown or s.effects - _HARMLESS or s.form in _DEFINITIONS for s in statements)


def _is_inert(cell: Cell, statements: list[StmtFlow], definitions: frozenset[str]) -> bool:
    fresh: set[str] = set()
    for statement, node in zip(statements, parse(cell.python).body, strict=True):
        if not isinstance(node, _PLAIN) or not is_pure(statement, definitions, fresh=fresh):
            return False
        if isinstance(node, ast.Expr) and not isinstance(node.value, _MUTE):
            return False  # `first >> second`: operators that do something
        if not _ACTING.isdisjoint(map(type, walk(node))):
            return False
        if isinstance(node, ast.Assign) and isinstance(node.value, _FRESH):
            fresh |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return True
