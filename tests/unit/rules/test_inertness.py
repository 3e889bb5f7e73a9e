"""What is read elsewhere is told without making the edges, and is what the edges tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.check_pipeline import trace_for_rules
from nb2pkg.model.flow import Flow
from nb2pkg.reader import read_notebook
from nb2pkg.rules.structure.inertness import read_elsewhere

FIXTURES = Path(__file__).parents[3] / "fixtures"
NOTEBOOKS = [path for path in sorted(FIXTURES.rglob("*.ipynb")) if path.stem != "salmon_r"]  # that one is in R


def told_by_edges(flow: Flow) -> set[int]:
    return {edge.writer.cell for edge in flow.edges if edge.writer.cell != edge.reader.cell}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_that_are_read_elsewhere_are_those_that_edges_leave(path: Path) -> None:
    flow = trace_for_rules(read_notebook(path))
    cells = {statement.ref.cell for statement in flow.statements}
    expected = told_by_edges(flow)
    assert read_elsewhere(cells, flow.statements) == expected
    some = set(sorted(cells)[::2])
    assert read_elsewhere(some, flow.statements) == expected & some
