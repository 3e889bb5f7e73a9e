"""Recorded tests are tried on the package: together, and those that call a function alone without the others before."""

from __future__ import annotations

import sys
from pathlib import Path

from nb2pkg.verifier.limits import Limits
from nb2pkg.verifier.run_checks import run_tests

TESTS = """\
import sys
import pytest

@pytest.mark.parametrize("aspect", ["returns"])
def test_set_up_in_the_pipeline(aspect):
    sys.modules["left_behind"] = sys

@pytest.mark.parametrize("aspect", ["returns", "prints"])
def test_needs(aspect):
    assert aspect == "prints" or "left_behind" in sys.modules
"""


def test_what_another_test_has_left_behind_does_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    (folder / "tests").mkdir(parents=True)
    (folder / "tests" / "test_recorded_steps.py").write_text(TESTS)
    (folder / "tests" / "test_other.py").write_text("def test_other():\n    raise ValueError\n")
    limits = Limits(seconds=60)
    found = run_tests(folder, package="story", python=sys.executable, home=tmp_path / "home", limits=limits)
    assert found.alone == {("needs", "returns")}
    assert found.in_run == frozenset()
    assert found.others == ("test_other",)
    assert (found.passed, found.skipped, found.trouble) == (3, 0, "")
