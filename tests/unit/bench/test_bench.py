"""What the benchmark computes without starting anything: ratios, samples, synthetic notebooks, comparisons."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import nbformat
import pytest

from bench import growth, job, speed, verify
from bench.measure import Cost


def test_ratio_is_the_median_over_pairs_that_are_both_there() -> None:
    assert speed.median_ratio([1.0, 4.0, None, 3.0], [2.0, 2.0, 1.0, 3.0]) == 1.0
    assert speed.median_ratio([1.0, None], [None, 2.0]) is None


def test_table_counts_only_what_was_converted() -> None:
    good, bad = Cost(2.0, 1.0, 100.0, 0, True), Cost(9.0, 9.0, 900.0, 1, False)
    lines = speed.table({"nb2pkg": [good, good], "other": [Cost(4.0, 2.0, 50.0, 0, True), bad]}, 2).splitlines()
    assert lines[2] == "| nb2pkg | 2/2 | 1.00 | 2.00 | 100 | 1.00 |"
    assert lines[3] == "| other | 1/2 | 2.00 | 4.00 | 50 | 0.50 |"


@pytest.mark.parametrize("cells", [1, 2, 37, 200])
def test_synthetic_notebook_is_valid_and_always_the_same(cells: int) -> None:
    text = growth.synthetic(cells)
    assert text == growth.synthetic(cells)
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert len(notebook.cells) == cells
    for cell in notebook.cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)


def test_sample_does_not_depend_on_the_order_of_the_folder(tmp_path: Path) -> None:
    for number in (3, 1, 2, 5, 4):
        (tmp_path / f"{number}.ipynb").write_text(growth.synthetic(20), encoding="utf-8")
    (tmp_path / "short.ipynb").write_text(growth.synthetic(2), encoding="utf-8")
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    five = speed.sample(tmp_path, 9)
    assert sorted(path.name for path in five) == ["1.ipynb", "2.ipynb", "3.ipynb", "4.ipynb", "5.ipynb"]
    assert speed.sample(tmp_path, 3) == five[:3]


def test_other_languages_are_not_sampled() -> None:
    notebook = json.loads(growth.synthetic(20))
    assert speed.is_suitable(json.dumps(notebook).encode())
    notebook["metadata"]["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    assert not speed.is_suitable(json.dumps(notebook).encode())


def test_texts_have_to_follow_each_other() -> None:
    assert job.missing(["ab", "cd"], "xabycdz") == ""
    assert job.missing(["cd", "ab"], "xabycdz") == "ab"


def test_lines_that_differ_between_two_runs_are_not_compared() -> None:
    assert job.stable(["a\n12:01\nb c", "same"], ["a\n12:02\nb c", "same"]) == ["a", "bc", "same"]
    assert job.stable(["three\nlines\nhere"], ["two\nlines"]) == []


def test_notebooks_of_the_job_are_named_once() -> None:
    assert len(set(job.NOTEBOOKS)) == len(job.NOTEBOOKS) == 27


def test_a_verification_goes_on_where_it_was_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def measured(notebook: Path, python: Path) -> verify.Row | None:
        asked.append(notebook.name)
        found = verify.Row(
            notebook=notebook.name,
            result="same",
            compared=3,
            observations=4,
            first="",
            seconds_notebook=1.0,
            seconds_package=1.0,
            seconds_verify=1.5,
        )
        return found if notebook.name != "fails.ipynb" else None

    monkeypatch.setattr(verify, "_row", measured)
    listed, rows = tmp_path / "list.txt", tmp_path / "rows.jsonl"
    for names in (["a.ipynb", "fails.ipynb"], ["fails.ipynb", "b.ipynb", "a.ipynb"]):
        listed.write_text("\n".join(names))
        text, _ = verify.measure_all(tmp_path, Path(), None, asked.append, listed=listed, rows_file=rows)
    assert [name for name in asked if name.endswith(".ipynb")] == ["a.ipynb", "fails.ipynb", "b.ipynb"]
    assert "Observations compared: 6 of 8." in text
