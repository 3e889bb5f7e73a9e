"""Names that are missing, held against runs: no notebook that runs is accused, and every NameError is predicted."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))  # for `support`

from support.notebooks import Maker
from support.percent import PercentCell, flat_cells, ipynb_text
from support.run_flat import flat_output
from support.time_limit import time_limit

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.finding import Confidence, Finding, Severity
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import dispatch_of

NAMES = dispatch_of([rule for rule in all_rules() if "NB101" <= rule.code <= "NB109"])
SECONDS = 10
MISSING = re.compile(r"name '(\w+)' is not defined")
SAME_EVERY_TIME = os.environ.get("HYPOTHESIS_PROFILE", "default") == "default"


@st.composite
def notebooks(draw: st.DrawFn) -> tuple[PercentCell, ...]:
    """Cells of code that run one after the other."""
    made = Maker(lambda count: draw(st.integers(0, count - 1))).cells()
    return tuple(cell for cell in made if cell.kind == "code")


def name_findings(cells: tuple[PercentCell, ...]) -> list[Finding]:
    checked = check_text(ipynb_text(cells), Path("sample.ipynb"), NAMES)
    assert not checked.reason
    return [placed.finding for placed in checked.findings]


def missing_names(cells: tuple[PercentCell, ...]) -> set[str]:
    """The name that a run stops at, and those before that it hides: a `finally` may fail too. None if it ends well."""
    try:
        with time_limit(SECONDS):
            flat_output(flat_cells(cells))
    except NameError as error:
        return set(_names_in(error))
    except Exception:
        return set()
    return set()


def _names_in(error: NameError) -> Iterator[str]:
    cause: BaseException | None = error
    while isinstance(cause, NameError) and not isinstance(cause, UnboundLocalError):
        if found := MISSING.search(str(cause)):
            yield found[1]
        cause = cause.__context__


def accused(finding: Finding) -> str:
    found = re.search(r"(?:^|reads )`(\w+)`(?= is | was |, which)", finding.message)
    assert found, finding.message
    return found[1]


def bound_by_loops(cells: tuple[PercentCell, ...]) -> set[str]:
    """What loops bind: those are taken to have a round, which is not always so."""
    loops = (ast.For, ast.While)
    trees = [ast.parse(cell.source) for cell in cells]
    inside = [part for tree in trees for loop in ast.walk(tree) if isinstance(loop, loops) for part in ast.walk(loop)]
    names = {part.id for part in inside if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return names | {part.name for part in inside if isinstance(part, ast.FunctionDef)}


@settings(derandomize=SAME_EVERY_TIME, max_examples=3 * settings().max_examples)
@given(notebooks())
def test_a_notebook_that_runs_is_never_accused(cells: tuple[PercentCell, ...]) -> None:
    certain = [f for f in name_findings(cells) if f.severity is Severity.ERROR and f.confidence is Confidence.HIGH]
    assert [f.message for f in certain] == [], as_text(cells)


@settings(derandomize=SAME_EVERY_TIME, max_examples=3 * settings().max_examples)
@given(notebooks(), st.data())
def test_a_name_that_is_gone_with_its_cell_is_always_found(cells: tuple[PercentCell, ...], data: st.DataObject) -> None:
    assume(len(cells) > 1)
    gone = data.draw(st.integers(0, len(cells) - 1))
    rest = (*cells[:gone], *cells[gone + 1 :])
    names = missing_names(rest)
    assume(names and names.isdisjoint(bound_by_loops(rest)))
    assert not names.isdisjoint({accused(finding) for finding in name_findings(rest)}), as_text(rest)


def as_text(cells: tuple[PercentCell, ...]) -> str:
    """The notebook, to be pasted into an example."""
    return "\n".join(f"# %%\n{cell.source}" for cell in cells)
