"""Which part of an analysis a stretch of statements belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.planner.stages import stage_of_all
from nb2pkg.reader import read_notebook
from nb2pkg.tracer import trace


@pytest.mark.parametrize(
    ("code", "stage"),
    [
        ("import logging.config\nD = {'version': 1}\nlogging.config.dictConfig(D)", "setup"),
        ("rate = 0.3\nname = 'a'", ""),
        ("import warnings\nwarnings.filterwarnings('ignore')\nx = compute()", ""),
        ("import pandas as pd\npath = 'a.csv'\ndf = pd.read_csv(path)", "load"),
    ],
)
def test_stage_of_all(code: str, stage: str, tmp_path: Path) -> None:
    file = tmp_path / "n.py"
    file.write_text(f"# %%\n{code}\n")
    assert stage_of_all(trace(read_notebook(file)).statements) == stage
