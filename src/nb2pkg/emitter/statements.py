"""The statements of a notebook by reference, edited, as the package takes them up."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from nb2pkg.emitter.cut import cut
from nb2pkg.emitter.edits import edited, edits_by_cell
from nb2pkg.emitter.opening import main_block
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.emitter.statement import Kind, Statement
from nb2pkg.model.notebook import Notebook, StmtRef
from nb2pkg.model.plan import Edit


class StatementStore:
    """The statements of a notebook, edited, by reference. Cells are cut when first asked for."""

    def __init__(self, notebook: Notebook, edits: Sequence[tuple[Edit, str]], calls: RuntimeCalls) -> None:
        self._notebook = notebook
        self._edits = edits_by_cell(edits)
        self._helpers = calls
        self._cut: dict[int, tuple[Statement, ...]] = {}

    def get(self, ref: StmtRef) -> tuple[Statement, ...]:
        """One top-level statement; the body alone of what stood under `if __name__ == "__main__":`."""
        statement = self.whole(ref)
        return main_block(statement) if statement.kind is Kind.MAIN_GUARD else (statement,)

    def whole(self, ref: StmtRef) -> Statement:
        """One top-level statement."""
        if ref.cell not in self._cut:
            text = self._notebook.cell_by_index[ref.cell].python
            found = cut(edited(text, self._edits.get(ref.cell, ()), self._helpers))
            self._cut[ref.cell] = tuple(replace(one, above=_tidied(one.above)) for one in found)
        return self._cut[ref.cell][ref.path[0]]


def _tidied(above: Sequence[str]) -> tuple[str, ...]:
    """Comments with at most one empty line between two of them, none at the ends."""
    kept: list[str] = []
    for line in above:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
