"""The flow's statements, cell by cell."""

from __future__ import annotations

from functools import lru_cache

from nb2pkg.model.flow import StmtFlow
from nb2pkg.rules.rule import Subject


@lru_cache(maxsize=1)
def statements_by_cell(subject: Subject) -> dict[int, list[StmtFlow]]:
    """The statements of each cell that has some, in order. Shared by all callers, who must not change it."""
    found: dict[int, list[StmtFlow]] = {}
    for statement in subject.flow.statements:
        found.setdefault(statement.ref.cell, []).append(statement)
    return found
