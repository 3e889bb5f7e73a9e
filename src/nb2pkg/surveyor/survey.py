"""One notebook's rows."""

from __future__ import annotations

from nb2pkg.model.estate import EstateFinding, FileStamp, Standing, Survey
from nb2pkg.model.flow import Flow, Form
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.readiness import family_of, readiness_of
from nb2pkg.model.report import CheckedNotebook, PlacedFinding
from nb2pkg.surveyor.cells import cell_facts
from nb2pkg.surveyor.imports import imports_of


def survey(
    notebook: Notebook, flow: Flow, checked: CheckedNotebook, *, stamp: FileStamp, local: frozenset[str]
) -> Survey:
    """What the notebook is, holds and lacks. `local`: names of modules that lie beside it."""
    readiness = readiness_of(placed.finding for placed in checked.findings)
    cells = tuple(cell_facts(cell, flow.qualified_by_name) for cell in notebook.cells)
    return Survey(
        stamp=stamp,
        standing=Standing.CHECKED,
        python=notebook.python_version,
        grade=readiness.grade,
        points=readiness.points,
        code_cells=len(notebook.cells),
        prose_cells=len(notebook.prose),
        broken_cells=sum(cell.syntax_error is not None for cell in notebook.cells),
        code_lines=sum(cell.lines for cell in cells),
        functions=sum(statement.form is Form.FUNCTION for statement in flow.statements),
        is_executed=any(cell.execution_count is not None for cell in notebook.cells),
        findings=tuple(_finding(placed) for placed in checked.findings),
        cells=cells,
        imports=imports_of(flow, local),
    )


def _finding(placed: PlacedFinding) -> EstateFinding:
    found = placed.finding
    return EstateFinding(
        code=found.code,
        name=found.name,
        family=family_of(found.code),
        severity=found.severity.value,
        confidence=found.confidence.value,
        cure=found.cure.value,
        cell=placed.cell,
        line=placed.line,
        column=placed.column,
        message=found.message,
    )
