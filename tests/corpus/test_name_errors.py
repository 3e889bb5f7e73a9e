"""NameErrors of real notebooks, as runs have ended and as outputs tell, against what the rules of hidden state say."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.finding import Finding, Severity
from nb2pkg.model.report import Status
from nb2pkg.reader import notebook_of, read_text
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import dispatch_of

CORPUS = Path(os.environ.get("NB2PKG_CORPUS_DIR", ".corpus/nbs"))
RUNS = Path(os.environ.get("NB2PKG_CORPUS_RUNS", "../shared/corpus/runs.tsv"))
NAMES = dispatch_of([rule for rule in all_rules() if "NB101" <= rule.code <= "NB109"])
MISSING = re.compile(r"NameError: name '(\w+)' is not defined")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here"),
]


def errors_of(path: Path) -> list[Finding]:
    """What the rules say about names that are surely missing when the notebook is run."""
    checked = check_text(read_text(path), path, NAMES)
    return [p.finding for p in checked.findings if p.finding.severity is Severity.ERROR]


def cells_of(finding: Finding) -> set[int]:
    return {finding.at.cell, *(related.at.cell for related in finding.because)}


def runs() -> list[dict[str, str]]:
    """How each notebook that was executed has ended; `code_cell` counts code cells from 0."""
    with RUNS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if notebook(row).is_file()]


def notebook(row: dict[str, str]) -> Path:
    return CORPUS / row["package"] / row["path"]


@pytest.mark.skipif(not RUNS.is_file(), reason="there is no record of runs")
def test_no_notebook_that_ran_is_accused() -> None:
    ran = [row for row in runs() if row["status"] == "ok"]
    assert len(ran) > 50, "the record is not of this corpus"
    accused = {row["path"]: [f.message for f in errors_of(notebook(row))] for row in ran}
    assert {path: messages for path, messages in accused.items() if messages} == {}


@pytest.mark.skipif(not RUNS.is_file(), reason="there is no record of runs")
def test_every_name_error_is_predicted() -> None:
    missed = []
    failed = [row for row in runs() if row["exc"] == "NameError"]
    for row in failed:
        cell = notebook_of(read_text(notebook(row)), notebook(row)).cells[int(row["code_cell"])].index
        if not any(cell in cells_of(finding) for finding in errors_of(notebook(row))):
            missed.append((row["path"], cell, row["msg"]))
    print(f"{len(failed)} of the runs ended with a NameError")
    assert missed == []


def test_no_notebook_ends_a_run_at_another_name_than_the_first_one_accused() -> None:
    """Until a run stops, no cell before may have an error about a name, if the run got so far."""
    if not RUNS.is_file():
        pytest.skip("there is no record of runs")
    too_early = []
    for row in (row for row in runs() if row["status"] in {"error", "timeout"} and row["exc"] != "NameError"):
        stopped = notebook_of(read_text(notebook(row)), notebook(row)).cells[int(row["code_cell"])].index
        too_early += [(row["path"], f.message) for f in errors_of(notebook(row)) if f.at.cell < stopped]
    assert too_early == []


def test_stored_name_errors_are_predicted() -> None:
    """A saved traceback about a name that no cell above binds is one that a fresh run gives again."""
    missed, seen = [], 0
    for path in sorted(CORPUS.rglob("*.ipynb")):
        text = read_text(path)
        if "NameError" not in text or check_text(text, path, dispatch_of([])).status is not Status.CHECKED:
            continue
        found = check_text(text, path, NAMES).findings
        for cell in notebook_of(text, path).cells:
            for output in cell.outputs:
                name = MISSING.search(output.text) if output.kind == "error" and output.name == "NameError" else None
                if name is not None and re.search(rf"\b{name[1]}\b", cell.source):
                    seen += 1
                    if not any(cell.index in cells_of(p.finding) and name[1] in p.finding.message for p in found):
                        missed.append((str(path), cell.index, name[1]))
    assert seen
    assert missed == []
