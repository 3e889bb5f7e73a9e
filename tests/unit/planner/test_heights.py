"""What stands between and around statements counts: no function is longer than a screen because its cells are short."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.packages import built, texts

WIDE = (
    "# %%\n(\n    (numbers[{n}:] + numbers[:{n}] + numbers[2 * {n} :] + numbers[3 * {n} :])\n"
    "    * len(numbers)\n).index(1)\n"
)
NARROW = "# %%\nnumbers[{n}:], numbers[\n    :{n}\n], len(\n    numbers\n)\n"


def lengths(folder: Path, cells: list[str]) -> list[int]:
    """Lines of the functions of the analysis."""
    notebook = folder / "many.py"
    notebook.write_text("".join(["# %%\nnumbers = sorted([3, 1, 2] * 20)\n", *cells]), encoding="utf-8")
    text = texts(built(notebook, name="many"))["src/many/analysis.py"]
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return [(node.end_lineno or node.lineno) - node.lineno + 1 for node in functions]


@pytest.mark.parametrize("many", [6, 9, 23])
def test_functions_of_cells_that_show_much_fit_on_a_screen(many: int, tmp_path: Path) -> None:
    assert max(lengths(tmp_path, [WIDE.format(n=n) for n in range(1, many + 1)])) <= 60


def test_what_goes_on_a_line_takes_no_more(tmp_path: Path) -> None:
    """The author's black or ruff wrapped it; ours does not."""
    assert max(lengths(tmp_path, [NARROW.format(n=n) for n in range(1, 6)])) > 14
