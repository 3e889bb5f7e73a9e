"""`nb2pkg slim`: a notebook that calls its package and shows what the notebook showed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.shown import shown_by

FIXTURES = Path(__file__).parents[2] / "fixtures" / "notebooks"
# Those that run on what the tests have. Left out: what magics themselves print (lightcurve_v3, magics_zoo).
RUNNABLE = ("orders_etl", "yield_report", "pump_classes", "pendulum", "async_rates")


def slimmed(run: Any, notebook: Path, *options: str) -> list[dict[str, Any]]:
    ran = run("slim", notebook, "sales", "-o", "slim.ipynb", *options)
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(Path("slim.ipynb").read_text())["cells"]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNNABLE)
def test_it_shows_the_same(run: Any, name: str, tmp_path: Path) -> None:
    notebook = FIXTURES / name / f"{name}.ipynb"
    assert run("convert", notebook, "--out", "sales").code == 0
    slimmed(run, notebook)
    data = notebook.parent
    original = shown_by(notebook, folder=tmp_path / "a", data=data, python_path=tmp_path)
    slim = shown_by(Path("slim.ipynb"), folder=tmp_path / "b", data=data, python_path=Path("sales/src").resolve())
    assert len(original[0]) > 100
    assert slim == original


def test_calls_stand_between_the_authors_words(run: Any, write: Any) -> None:
    document = json.loads(write("print(1)").read_text())
    sections = ["# Orders", "x = [1, 2]\nprint(x)", "## Sum\n*all*", "total = sum(x)\nprint(total)", "The end."]
    document["cells"] = [
        {"cell_type": "code" if n % 2 else "markdown", "id": f"c{n}", "source": text, "metadata": {}}
        | ({"outputs": [], "execution_count": None} if n % 2 else {})
        for n, text in enumerate(sections)
    ]
    notebook = write("print(1)").with_name("orders.ipynb")
    notebook.write_text(json.dumps(document))
    assert run("convert", notebook, "--out", "sales").code == 0
    cells = slimmed(run, notebook)
    words = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    assert words == ["# Orders", "## Sum\n*all*", "The end."]
    assert "from orders.config import Config" in cells[1]["source"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert all(cell["outputs"] == [] for cell in cells if cell["cell_type"] == "code")
    for cell in cells:
        if cell["cell_type"] == "code":
            compile(cell["source"], "cell", "exec")


def test_edits_of_the_package_are_followed(run: Any, write: Any) -> None:
    notebook = write("x = [1]\nprint(x)")
    assert run("convert", notebook, "--out", "sales").code == 0
    pipeline = Path("sales/src/sales/pipeline.py")
    pipeline.write_text(pipeline.read_text() + '    print("added")\n')
    assert slimmed(run, notebook)[-1]["source"] == 'print("added");'


def test_no_file_is_replaced_unasked(run: Any, write: Any) -> None:
    notebook = write("print(1)")
    assert run("convert", notebook, "--out", "sales").code == 0
    assert run("slim", notebook, "sales").code == 0
    ran = run("slim", notebook, "sales")
    assert (ran.code, "sales-slim.ipynb exists" in ran.err) == (2, True)
    assert run("slim", notebook, "sales", "--force").code == 0


def test_what_is_no_package_of_a_notebook_is_told(run: Any, write: Any, tmp_path: Path) -> None:
    notebook = write("print(1)")
    assert run("slim", notebook, tmp_path).code == 2
    assert run("convert", notebook, "--out", "sales").code == 0
    Path("sales/src/sales/pipeline.py").write_text("def run(:\n")
    ran = run("slim", notebook, "sales")
    assert (ran.code, "pipeline.py cannot be read" in ran.err) == (2, True)


def test_secrets_stay_out(run: Any, write: Any) -> None:
    key = "AKIA" + "Z7QK2M4NPX3RT5VW"
    notebook = write(f"key = '{key}'\nprint(len(key))")
    assert run("convert", notebook, "--out", "sales").code == 0
    assert key not in json.dumps(slimmed(run, notebook))
