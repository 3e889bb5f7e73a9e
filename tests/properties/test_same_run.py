"""Random notebooks that run: the package prints what the notebook prints, however it is cut."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))  # for `support`

from support.notebooks import Maker
from support.percent import PercentCell, flat_cells
from support.run_flat import flat_output
from support.same_run import problem_with


@st.composite
def notebooks(draw: st.DrawFn) -> tuple[PercentCell, ...]:
    """Cells that run one after the other."""
    return Maker(lambda count: draw(st.integers(0, count - 1))).cells()


# The same examples every time, but for the long profile: that one is for finding what is wrong.
SAME_EVERY_TIME = os.environ.get("HYPOTHESIS_PROFILE", "default") == "default"


@pytest.mark.slow
@settings(derandomize=SAME_EVERY_TIME)
@given(notebooks())
def test_package_prints_what_the_notebook_prints(cells: tuple[PercentCell, ...]) -> None:
    assume(any(cell.kind == "code" for cell in cells))
    try:
        flat_output(flat_cells(cells))
    except Exception:
        assume(False)
    problem = problem_with(cells)
    assert not problem, f"{problem}\n{as_text(cells)}"


def as_text(cells: tuple[PercentCell, ...]) -> str:
    """The notebook, to be pasted into a case."""
    marks = {"code": "# %%\n", "markdown": "# %% [markdown]\n# "}
    tagged = '# %% tags=["raises-exception"]\n'
    return "\n".join((tagged if cell.tags else marks[cell.kind]) + cell.source for cell in cells)
