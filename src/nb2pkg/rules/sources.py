"""All that the author wrote in one text: most rules look for words that are nowhere in it."""

from __future__ import annotations

from functools import lru_cache

from nb2pkg.rules.rule import Subject


@lru_cache(maxsize=1)
def all_sources(subject: Subject) -> str:
    """The sources of all cells, code and prose."""
    return "\n".join([cell.source for cell in subject.notebook.file_cells])
