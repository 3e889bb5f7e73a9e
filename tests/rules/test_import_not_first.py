"""The fix of import-not-first: applied to the file, the imports stand together and nothing else has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.locator.file_edits import with_fixes
from nb2pkg.rules.example import example_notebook
from nb2pkg.rules.paths.import_not_first import RULE
from nb2pkg.rules.walk import dispatch_of


def fixed(text: str) -> list[str]:
    """The sources of the cells after all fixes."""
    source, _ = example_notebook(text)
    findings = check_text(source, Path("x.ipynb"), dispatch_of([RULE])).findings
    fixes = [one.finding.fix for one in findings if one.finding.fix is not None]
    return ["".join(cell["source"]) for cell in json.loads(with_fixes(source, fixes))["cells"]]


def test_imports_move_below_the_first_ones_in_their_order() -> None:
    text = "import os\nprint(os)\n# %%\nx = sum([1])\nimport json\n# %%\n"
    text += "from math import (\n    pi,\n)\ny = pi\nimport re"
    assert fixed(text) == [
        "import os\nimport json\nfrom math import (\n    pi,\n)\nimport re\nprint(os)",
        "x = sum([1])",
        "y = pi",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "import my_own_module",
        "from math import *",
        "import json; y = 2",
        "x = 2; import json",
        "json = 3\nimport json",
        "import json\ndel json",
        "from . import own",
    ],
)
def test_what_might_change_something_stays(cell: str) -> None:
    assert fixed(f"import os\n# %%\nx = sum([1])\n# %%\n{cell}") == ["import os", "x = sum([1])", cell]


def test_without_imports_at_the_beginning_there_is_no_place_to_move_to() -> None:
    assert fixed("x = sum([1])\nimport json") == ["x = sum([1])\nimport json"]
