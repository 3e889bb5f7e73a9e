"""A condition that guards a name is named in a cell that is no Python too: it tells nothing, and breaks nothing."""

from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import dispatch_of
from tests.fuzz.inputs import notebook_text


@pytest.mark.parametrize(
    "cells",
    [
        ["match kind:\n    case [_, *rest]:\n        print(total)", "if kind:\n    total = 1"],
        ["if kind:\n    print(total)", "for total in kind:\n    print(total)"],
        ["if a:\n    total = 1", "if kind:\n    print(total)"],
    ],
)
def test_a_flag_in_a_broken_cell(cells: list[str]) -> None:
    dispatch = dispatch_of([rule for rule in all_rules() if rule.is_default])
    found = check_text(notebook_text([*cells, "kind = = 1"]), Path("a.ipynb"), dispatch).findings
    assert [placed.finding.name for placed in found if placed.cell == len(cells) + 1] == ["broken-cell"]
