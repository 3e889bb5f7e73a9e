"""Names that surely stand for pandas tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.walking import walk

_MAKERS = frozenset({"DataFrame", "concat", "merge"})
_KEEPERS = frozenset(
    "assign astype copy drop drop_duplicates dropna fillna head merge query rename reset_index sample set_index".split()
)


def frames_of(subject: Subject) -> frozenset[str]:
    """The names that some statement binds to a table that pandas made."""
    found: set[str] = set()
    for cell in subject.notebook.cells:
        if cell.syntax_error is None:
            for name, value in _bindings(cell.python):
                if _is_frame(value, found, subject):
                    found.add(name)
    return frozenset(found)


def _bindings(text: str) -> Iterator[tuple[str, ast.expr]]:
    for node in walk(parse(text)):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _is_frame(value: ast.expr, known: set[str], subject: Subject) -> bool:
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute | ast.Name):
        return False
    module, _, name = qualified_name(value.func, subject.flow.qualified_by_name).rpartition(".")
    if module == "pandas":
        return name in _MAKERS or name.startswith("read_")
    return module in known and name in _KEEPERS
