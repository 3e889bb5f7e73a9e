"""What only a formula names is imported where the formula stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.emitter.text_names import names_in_texts_only
from nb2pkg.model.choices import Choices
from nb2pkg.pipeline import build_package

FIXTURE = Path(__file__).parents[3] / "fixtures" / "notebooks" / "energy_forecast" / "energy_forecast.ipynb"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fit('y ~ hdd(x)', x)", {"y", "hdd"}),
        ('def f():\n    """What hdd does."""\n    return hdd', set()),
        ("def f():\n    'hdd'\n    return g('np')", {"np"}),
        ("f(b'hdd', 3)", set()),
        ("this is no Python", set()),
    ],
)
def test_words_of_texts(code: str, expected: set[str]) -> None:
    assert names_in_texts_only(code) == expected


def test_a_function_that_a_formula_names_is_there() -> None:
    """`hdd` stands in another module, and nothing but the formula in this one uses it."""
    package = build_package(FIXTURE, Choices(name="energy"))
    texts = {file.path.rpartition("/")[2]: file.text for file in package.files if file.path.startswith("src/")}
    homes = [name for name, text in texts.items() if "def hdd(" in text]
    users = [name for name, text in texts.items() if "+ hdd(temp)" in text]
    assert (homes, users) == (["functions.py"], ["model.py"])
    assert "\n    hdd,  # noqa: F401\n" in texts["model.py"]
    assert "hdd" not in texts["plots.py"]
