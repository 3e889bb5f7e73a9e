"""A few inputs for each target in every run of the tests; `make fuzz` tries many, led by coverage."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from nb2pkg.errors import Nb2pkgError
from tests.fuzz import __main__, inputs, targets

pytestmark = pytest.mark.slow
_RELAXED = settings(suppress_health_check=list(HealthCheck), deadline=None)
FEW = settings(_RELAXED, max_examples=max(8, settings.default.max_examples // 3) if settings.default else 10)


@dataclass(slots=True)
class Tally:
    """What became of the inputs of a target. Trivial: nothing but space; refused: by Nb2pkgError."""

    reached: int = 0
    trivial: int = 0
    refused: int = 0
    distinct: set[int] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"{self.reached:,} examples, {len(self.distinct):,} of them different, "
            f"of which {self.trivial:,} trivial and {self.refused:,} refused"
        )


TALLIES: defaultdict[str, Tally] = defaultdict(Tally)


def allowed(target: Callable[..., None], *values: object) -> None:
    """Calls the target and counts; to be refused in words is fine. What did not fail is not tried again."""
    tally = TALLIES[target.__name__]
    tally.reached += 1
    texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
    if (known := hash(tuple(texts))) in tally.distinct:
        return
    if not any(text.strip() for text in texts):
        tally.trivial += 1
    try:
        target(*values)
    except Nb2pkgError:
        tally.refused += 1
    tally.distinct.add(known)


@_RELAXED
@given(text=inputs.files)
def test_reader(text: str) -> None:
    allowed(targets.reader, text)


@_RELAXED
@given(cell=inputs.magic_cells)
def test_magics(cell: str) -> None:
    allowed(targets.magics, cell)


@FEW
@given(cells=inputs.python_cells)
def test_tracer(cells: list[str]) -> None:
    allowed(targets.tracer, cells)


@FEW
@given(cells=inputs.python_cells)
def test_planner(cells: list[str]) -> None:
    allowed(targets.planner, cells)


@FEW
@given(cells=inputs.python_cells)
def test_emitter(cells: list[str]) -> None:
    allowed(targets.emitter, cells)


@_RELAXED
@given(prose=inputs.hostile, output=inputs.hostile, cell=inputs.hostile, name=inputs.hostile)
def test_reports(prose: str, output: str, cell: str, name: str) -> None:
    allowed(targets.reports, prose, output, cell, name)


TARGETS = {
    "reader": test_reader,
    "magics": test_magics,
    "tracer": test_tracer,
    "planner": test_planner,
    "emitter": test_emitter,
    "reports": test_reports,
}

_INPUTS = 24
_CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_random_bytes_become_inputs_that_mean_something(name: str) -> None:
    TALLIES[name] = Tally()
    for number in range(_INPUTS):
        TARGETS[name].hypothesis.fuzz_one_input(random.Random(number).randbytes(4096))
    tally = TALLIES[name]
    assert len(tally.distinct) - tally.trivial >= _INPUTS * 2 // 3, str(tally)
    assert tally.refused <= tally.reached // 2, str(tally)


@pytest.mark.parametrize("name", sorted(folder.name for folder in _CORPUS.iterdir()))
def test_inputs_that_were_kept(name: str) -> None:
    TALLIES[name] = Tally()
    for file in sorted((_CORPUS / name).iterdir()):
        TARGETS[name].hypothesis.fuzz_one_input(file.read_bytes())
    assert TALLIES[name].reached, "the inputs that were kept make no example any more"


def test_an_input_without_end_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "LONGEST", 0.05)
    with pytest.raises(TimeoutError, match="one input"), __main__.within_limit():
        any(False for _ in itertools.count())
    with __main__.within_limit():
        pass
