"""Files by their literal paths: which are read before the notebook writes them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.handing import called_name
from nb2pkg.model.notebook import Location
from nb2pkg.rules.hidden_state.name_places import node_of
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.walking import walk

_READS, _WRITES = "reads_file", "writes_file"


def early_reads(subject: Subject) -> Iterator[tuple[Location, Location, str]]:
    """Where a file is read that is written only below: the read, the write and the path."""
    effects = [s.effects | s.late_effects for s in subject.flow.statements]
    every = frozenset[str]().union(*effects)
    if _WRITES not in every or _READS not in every:
        return
    reads: dict[str, Location] = {}
    written: set[str] = set()
    for statement, some in zip(subject.flow.statements, effects, strict=True):
        if some.isdisjoint({_READS, _WRITES}):
            continue
        cell = subject.notebook.cell_by_index[statement.ref.cell]
        for call, path, kind in _accesses(node_of(subject, statement), subject):
            at = location(cell.python, call, cell=cell.index)
            if kind == _READS and path not in written:
                reads.setdefault(path, at)
            elif kind == _WRITES:
                if path in reads and path not in written:
                    yield reads.pop(path), at, path
                written.add(path)


def _accesses(node: ast.stmt, subject: Subject) -> Iterator[tuple[ast.Call, str, str]]:
    """Calls with a literal path, in the order of the text."""
    calls = [part for part in walk(node) if isinstance(part, ast.Call)]
    for call in sorted(calls, key=lambda part: (part.lineno, part.col_offset)):
        paths = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if not paths or "://" in paths[0]:
            continue
        name = qualified_name(call.func, subject.flow.qualified_by_name)
        if name == "open":
            mode = _mode(call)
            yield call, paths[0], _WRITES if mode[:1] in {"w", "a", "x"} else _READS
            continue
        is_method = isinstance(call.func, ast.Attribute)
        facts = facts_of(name or None, called_name(call) if is_method else None)
        for kind in (_READS, _WRITES):
            if kind in facts.effects and {_READS, _WRITES} & facts.effects == {kind}:
                yield call, paths[0], kind


def _mode(call: ast.Call) -> str:
    candidates = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "mode")]
    return next((c.value for c in candidates if isinstance(c, ast.Constant) and isinstance(c.value, str)), "r")
