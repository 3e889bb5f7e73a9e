"""Names that the author may give to modules: none that the package has for its own."""

from __future__ import annotations

import pytest

from nb2pkg.emitter.project import SHARED
from nb2pkg.planner.chosen_modules import is_module_name
from nb2pkg.planner.modules import CONSTANTS, HELPER_MODULE, OWN


@pytest.mark.parametrize(
    "name", sorted({*HELPER_MODULE.values(), CONSTANTS, OWN, SHARED, "config", "pipeline", "stages"})
)
def test_modules_of_the_package_are_taken(name: str) -> None:
    assert not is_module_name(name)


@pytest.mark.parametrize(
    ("name", "can_be"), [("loading", True), ("Loading", False), ("class", False), ("a" * 61, False)]
)
def test_names(name: str, can_be: bool) -> None:
    assert is_module_name(name) is can_be
