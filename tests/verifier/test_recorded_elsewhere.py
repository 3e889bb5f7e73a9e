"""Recorded tests in an environment that holds the package and pytest alone, in random order, far from the notebook."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nb2pkg.engine.recording import RecordRequest, record_package
from nb2pkg.verifier.limits import Limits

LOAD = (
    "import csv\nimport random\n\nwith open('shops.csv') as stream:\n    rows = list(csv.DictReader(stream))\n"
    "print(len(rows))"
)
HELPER = "def share(part, whole):\n    return round(part / whole, 2)"
SUM = "total = sum(int(row['sold']) for row in rows)\nshares = [share(int(row['sold']), total) for row in rows]\nshares"
DRAW = "random.seed(3)\npicked = random.sample(shares, 2)\nprint(picked)"
SAVE = "with open('shares.csv', 'w') as stream:\n    csv.writer(stream).writerow(shares)\nprint('saved', len(shares))"
SEEDS = ("1", "2", "3")


@pytest.fixture(scope="module")
def pytest_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs the recorded tests of a package there; what pytest says."""
    home = tmp_path_factory.mktemp("elsewhere")
    notebook = _notebook(home / "notebook")
    package = home / "package"
    request = RecordRequest(notebook=notebook, out=package, python=sys.executable, limits=Limits(seconds=200))
    assert record_package(request).run.others == ()
    shutil.rmtree(notebook.parent)
    python = home / "env" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", home / "env"], check=True)
    install = [python, "-m", "pip", "install", "--quiet", package, "pytest", "pytest-randomly"]
    subprocess.run(install, check=True, capture_output=True)
    alone = home / "tests_alone"
    alone.mkdir()
    for name in ("tests", "pyproject.toml"):
        shutil.move(package / name, alone / name)
    shutil.rmtree(package)

    def run(*options: str) -> str:
        command = [python, "-m", "pytest", "-v", "-p", "no:cacheprovider", *options]
        return subprocess.run(command, cwd=alone, capture_output=True, text=True, check=False).stdout

    return run


def _notebook(folder: Path) -> Path:
    folder.mkdir()
    (folder / "shops.csv").write_text("shop,sold\nA,3\nB,5\nC,4\n")
    cells = [
        {"cell_type": "code", "id": f"c{n}", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
        for n, s in enumerate((LOAD, HELPER, SUM, DRAW, SAVE))
    ]
    path = folder / "shops.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return path


@pytest.mark.slow
def test_they_pass_in_every_order(pytest_elsewhere: Callable[..., str]) -> None:
    orders = set()
    for seed in SEEDS:
        said = pytest_elsewhere(f"--randomly-seed={seed}")
        tests = re.findall(r"^(tests/\S+) (PASSED|FAILED|SKIPPED|ERROR)\b", said, re.M)
        assert {result for _, result in tests} == {"PASSED"}, said
        assert any("test_recorded_" in name for name, _ in tests)
        orders.add(tuple(name for name, _ in tests))
    assert len(orders) == len(SEEDS)
