"""hardcoded-path on single cells: what must be found, and many more things that only look like paths.

Both lists were written before the rule was run on them; `⏎` is a line break. What is found must have a path in it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.choices import Choices
from nb2pkg.model.finding import Cure
from nb2pkg.model.report import PlacedFinding
from nb2pkg.pipeline import plan_notebook
from nb2pkg.rules.paths.hardcoded_path import RULE
from nb2pkg.rules.walk import dispatch_of

LISTS = Path(__file__).parent / "hardcoded_path"
IMPORTS = """
import glob, h5py, json, os, pickle, re, requests, shutil, sqlite3, subprocess, sys
import cv2, numpy as np, pandas as pd, torch
from pathlib import Path, PureWindowsPath
"""


def lines(name: str) -> list[str]:
    return (LISTS / name).read_text(encoding="utf-8").splitlines()


def notebook(*sources: str) -> str:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        for n, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells})


def found(cell: str) -> tuple[PlacedFinding, ...]:
    checked = check_text(notebook(IMPORTS, cell.replace("⏎", "\n")), Path("x.ipynb"), dispatch_of([RULE]))
    assert not checked.reason
    return checked.findings


@pytest.mark.parametrize("cell", lines("found.txt"))
def test_a_path_is_found(cell: str) -> None:
    findings = found(cell)
    assert findings
    for finding in findings:
        text = finding.source_line[finding.column : finding.end_column]
        assert finding.cell == 1
        assert any(mark in text for mark in ("/", "\\", "~")), text


@pytest.mark.parametrize("cell", lines("silent.txt"))
def test_what_looks_like_a_path_is_left_alone(cell: str) -> None:
    assert [finding.finding.message for finding in found(cell)] == []


@pytest.mark.parametrize("cell", lines("found.txt"))
def test_what_is_said_to_become_a_setting_does(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(notebook(IMPORTS, cell.replace("⏎", "\n")), encoding="utf-8")
    lifted = [f for f in found(cell) if f.finding.cure is Cure.LIFTED]
    if lifted:
        _, plan = plan_notebook(path, Choices())
        settings = [parameter.default for parameter in plan.parameters]
        for finding in lifted:
            literal = finding.source_line[finding.column : finding.end_column]
            assert repr(eval(literal)) in settings, (literal, settings)
