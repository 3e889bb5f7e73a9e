"""Notebooks from texts: `## Heading` is prose, anything else a code cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pkg.model.notebook import Cell, CellId, Notebook, Prose
from nb2pkg.model.plan import Displays, Figures, PackagePlan
from nb2pkg.planner import plan_package
from nb2pkg.planner.timeline import Timeline, timeline_of
from nb2pkg.tracer import trace

MakeNotebook = Callable[..., Notebook]


def make_notebook(*texts: str, requirements: tuple[str, ...] = (), modules: dict[str, str] | None = None) -> Notebook:
    """A notebook of these cells; their indices are those of `texts`."""
    cells: list[Cell] = []
    prose: list[Prose] = []
    for index, text in enumerate(texts):
        if text.startswith("## "):
            prose.append(Prose(index=index, markdown=text, heading=text.removeprefix("## "), level=2))
        else:
            cells.append(Cell(id=CellId(f"c{index}"), index=index, source=text, python=text))
    return Notebook(
        path="folder/sales.ipynb",
        cells=tuple(cells),
        prose=tuple(prose),
        requirements=requirements,
        local_modules=tuple((modules or {}).items()),
    )


def make_timeline(*texts: str, modules: dict[str, str] | None = None) -> Timeline:
    """The timeline of such a notebook."""
    notebook = make_notebook(*texts, modules=modules)
    return timeline_of(notebook, trace(notebook))


def make_plan(*texts: str, requirements: tuple[str, ...] = (), modules: dict[str, str] | None = None) -> PackagePlan:
    """The plan of such a notebook."""
    notebook = make_notebook(*texts, requirements=requirements, modules=modules)
    return plan_package(
        notebook, trace(notebook), name="sales", displays=Displays.PRINT, figures=Figures.SAVE, python_version="3.11"
    )


@pytest.fixture
def timeline() -> Callable[..., Timeline]:
    return make_timeline


@pytest.fixture
def plan() -> Callable[..., PackagePlan]:
    return make_plan
