"""Which settings name files that are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.packages import built

OUT = "import os\nimport json\nOUT = 'warehouse'\nos.makedirs(OUT, exist_ok=True)\n"
READ = "found = json.load(open('warehouse/summary.json'))\nprint(found)"


@pytest.mark.parametrize(
    "cells",
    [
        "with open(os.path.join(OUT, 'summary.json'), 'w') as file:\n    json.dump([], file)\n",
        "open(f'{OUT}/summary.json', 'w').write('[]')\n",
        "open('warehouse/summary.json', 'w').write('[]')\n",
        "import pandas as pd\npd.DataFrame({'a': [1]}).to_csv(OUT + '/summary.json')\n",
    ],
)
def test_a_file_that_the_notebook_has_written_is_no_input(tmp_path: Path, cells: str) -> None:
    assert inputs(tmp_path, OUT + cells + READ) == ()


@pytest.mark.parametrize(
    "cells",
    [
        "",
        "open('other/summary.json', 'w').write('[]')\n",
        "open(os.path.join('other', 'summary.json'), 'w').write('[]')\n",
        "open(f'{OUT}/total.json', 'w').write('[]')\n",
        "print(open(os.path.join(OUT, 'summary.json')).read())\n",
    ],
)
def test_what_another_file_is_called_does_not_matter(tmp_path: Path, cells: str) -> None:
    assert len(inputs(tmp_path, OUT + cells + READ)) == 1


def test_a_file_that_is_written_after_it_was_read_is_an_input(tmp_path: Path) -> None:
    cells = OUT + READ + "\nopen(os.path.join(OUT, 'summary.json'), 'w').write('[]')\n"
    assert len(inputs(tmp_path, cells)) == 1


def inputs(folder: Path, code: str) -> tuple[str, ...]:
    """The inputs of the package that is made of the code."""
    (folder / "n.py").write_text(f"# %%\n{code}\n")
    return built(folder / "n.py", name="n").plan.inputs
