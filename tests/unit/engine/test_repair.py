"""Which cut is kept when packages differ: builders and verifiers that answer as told stand in for the real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nb2pkg.engine.repair import Repaired, repaired
from nb2pkg.model.choices import Choices
from nb2pkg.model.package import Package
from nb2pkg.model.plan import Cut, Displays, Refusal
from nb2pkg.model.verdict import Comparison, Level, Outcome, Result, Verdict
from nb2pkg.pipeline import build_package

TEN = "".join(f"b{n} = [a]\nprint(b{n})\n" for n in range(30))
LONG = ("a = [1]", "import math\nx = math.sqrt(4)\nprint(x)", TEN)
Repair = Callable[..., Repaired]


def verdict(outcome: Outcome, *, statements_run: int = 1) -> Verdict:
    seen = Comparison(key="print 1", level=Level.BEHAVIOUR, outcome=outcome, cell=2, detail="line 4: 2, 3")
    return Verdict(notebook="n", package="p", comparisons=(seen,), statements_run=statements_run, statements=1)


@pytest.fixture
def repair(tmp_path: Path) -> Repair:
    """Verdicts by cut; those not named differ. What was built is in `built`."""
    path = tmp_path / "story.ipynb"

    def make(*sources: str, first: Verdict, **outcomes: Outcome) -> Repaired:
        cells = [
            {"cell_type": "code", "id": f"c{n}", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
            for n, s in enumerate(sources)
        ]
        path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))

        def build(cut: Cut, *because: Refusal) -> Package:
            return build_package(path, Choices(name="story", displays=Displays.PRINT, cut=cut), because=because)

        return repaired(
            build(Cut.FUNCTIONS),
            first,
            build=build,
            verify=lambda package: verdict(outcomes.get(package.plan.cut.value, Outcome.DIFFERENT)),
        )

    return make


@pytest.mark.parametrize("result", [Outcome.SAME, Outcome.UNSTABLE])
def test_nothing_is_tried_where_nothing_differs(result: Outcome, repair: Repair) -> None:
    first = verdict(result)
    found = repair(*LONG, first=first, cells=Outcome.SAME)
    assert found.verdict is first
    assert found.package.plan.cut is Cut.FUNCTIONS


@pytest.mark.parametrize(
    ("same", "tried"),
    [("cells", ["functions", "cells"]), ("one", ["functions", "cells", "one"]), ("script", [c.value for c in Cut])],
)
def test_the_finest_cut_that_does_the_same_is_kept(same: str, tried: list[str], repair: Repair) -> None:
    found = repair(*LONG, first=verdict(Outcome.DIFFERENT), **{same: Outcome.SAME})
    assert found.package.plan.cut.value == same
    assert found.verdict.result is Result.SAME
    assert [rung.cut.value for rung in found.verdict.rungs] == tried
    assert [rung.result for rung in found.verdict.rungs[:-1]] == [Result.DIFFERENT] * (len(tried) - 1)
    assert found.verdict.rungs[0].first == "print 1 (cell 3): line 4: 2, 3"
    reason = found.package.plan.refusals[0]
    assert (reason.code, reason.cell) == ("differs", 2)
    assert "line 4: 2, 3" in reason.message


def test_the_finest_cut_is_kept_if_none_does_the_same(repair: Repair) -> None:
    found = repair(*LONG, first=verdict(Outcome.DIFFERENT))
    assert found.package.plan.cut is Cut.FUNCTIONS
    assert found.package.plan.refusals == ()
    assert found.verdict.result is Result.DIFFERENT
    assert [rung.cut for rung in found.verdict.rungs] == list(Cut)


def test_a_verdict_that_cannot_tell_mends_nothing(repair: Repair) -> None:
    found = repair(*LONG, first=verdict(Outcome.DIFFERENT), cells=Outcome.UNSTABLE, one=Outcome.SAME)
    assert found.package.plan.cut is Cut.ONE
    assert found.verdict.rungs[1].result is Result.UNKNOWN


def test_the_same_cut_is_not_tried_twice(repair: Repair) -> None:
    """A notebook of one statement is one function whatever is asked for."""
    found = repair("print(1)", first=verdict(Outcome.DIFFERENT), script=Outcome.SAME)
    assert [rung.cut for rung in found.verdict.rungs] == [Cut.FUNCTIONS, Cut.SCRIPT]


def test_what_awaits_becomes_no_script(repair: Repair) -> None:
    found = repair("import asyncio\nawait asyncio.sleep(0)", *LONG, first=verdict(Outcome.DIFFERENT))
    assert [rung.cut for rung in found.verdict.rungs] == [Cut.FUNCTIONS, Cut.CELLS, Cut.ONE]
