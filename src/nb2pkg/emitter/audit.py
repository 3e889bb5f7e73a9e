"""The invariants of a conversion, checked on every run: nothing is lost, nothing is there twice."""

from __future__ import annotations

from collections import Counter

from nb2pkg.model.notebook import Notebook, StmtRef
from nb2pkg.model.plan import Fate, PackagePlan
from nb2pkg.syntax.parse import parse


def audit(notebook: Notebook, plan: PackagePlan) -> None:
    """Raise AssertionError if a statement of the notebook is not in exactly one place of the package."""
    expected = {
        StmtRef(cell=cell.index, path=(index,))
        for cell in notebook.cells
        if cell.syntax_error is None
        for index in range(len(parse(cell.python).body))
    }
    placed = Counter(placement.ref for placement in plan.placements)
    if set(placed) != expected or any(count > 1 for count in placed.values()):
        raise AssertionError(f"statements placed wrongly: {sorted(set(placed) ^ expected)[:5]}")
    emitted = Counter(ref for module in plan.modules for function in module.functions for ref in function.body)
    emitted.update(definition.ref for module in plan.modules for definition in module.definitions)
    wanted = {p.ref for p in plan.placements if p.fate in {Fate.FUNCTION, Fate.CONSTANT}}
    if set(emitted) != wanted or any(count > 1 for count in emitted.values()):
        raise AssertionError(f"statements emitted wrongly: {sorted(set(emitted) ^ wanted)[:5]}")
