"""Packages recorded from one run: their tests pass, can fail, and know no secrets; their types hold."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nb2pkg.engine.recording import Recorded, RecordRequest, record_package
from nb2pkg.verifier.limits import Limits

FIXTURES = Path(__file__).parents[2] / "fixtures" / "notebooks"
LOAD = "import pandas as pd\nimport numpy as np\n\ndf = pd.read_csv('shops.csv')\nprint(len(df), 'shops')"
HELPER = (
    "def share(part, whole, digits=2):\n    return round(part / whole, digits)\n\n"
    "half = lambda value: value / 2\n\n"
    "def parts(n):\n    for i in range(n):\n        yield i"
)
FEATURES = (
    "df['share'] = df.sold.map(lambda s: share(s, df.sold.sum()))\nhalves = [half(n) for n in parts(3)]\ndf.head()"
)
DRAW = "rng = np.random.default_rng(1)\nsample = rng.normal(size=4)\nnp.random.seed(3)\nnoise = np.random.rand(2)"
SAVE = "df.to_csv('out.csv', index=False)\nprint(sample.mean(), noise.sum(), halves)"
SHOUT = "def shout(name):\n    return name.upper() + '!'\n\ndf['loud'] = df.first_name.map(shout)"

Record = Callable[..., Recorded]


@pytest.fixture
def recorded(notebook: Callable[..., Path], tmp_path: Path) -> Record:
    def make(*sources: str, data: str | bytes = "shop,sold\nA,3\nB,5\n") -> Recorded:
        path = notebook(*sources)
        (path.parent / "shops.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
        return record_package(
            RecordRequest(notebook=path, out=tmp_path / "out", python=sys.executable, limits=Limits(seconds=200))
        )

    return make


def text_of(found: Recorded, end: str) -> str:
    return next(file.text for file in found.package.files if file.path.endswith(end))


def source_of(found: Recorded) -> str:
    return "".join(file.text for file in found.package.files if file.path.startswith("src/"))


def pytest_in(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    environment = os.environ | variables
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_package_gets_tests_that_pass_and_that_can_fail(recorded: Record, tmp_path: Path) -> None:
    found = recorded(LOAD, HELPER, FEATURES, DRAW, SAVE)
    assert (found.recording.error, found.errors, found.run.others) == ("", (), ())
    assert found.run.passed > 10
    assert found.run.skipped == 0
    assert not found.run.alone | found.run.in_run
    assert found.tests.data
    assert {"share", "half", "parts"} <= {*found.tests.replayed, *found.tests.in_run}

    source = source_of(found)
    assert "def share(part: int, whole: np.int64, digits: int = 2) -> float" in source
    assert "def half(value: int) -> float" in source
    assert "def parts(n: int) -> Iterator[Any]" in source

    folder = tmp_path / "out"
    assert_contracts_hold(found, folder, tmp_path / "elsewhere")
    for module in (folder / "src" / "story").glob("*.py"):
        if "round(part / whole, digits)" in (text := module.read_text(encoding="utf-8")):
            module.write_text(text.replace("part / whole", "part / whole + 1"), encoding="utf-8")
    ran = pytest_in(folder)
    assert ran.returncode == 1, ran.stdout
    assert "test_recorded_" in ran.stdout


def checked_run(folder: Path, home: Path, data: str) -> subprocess.CompletedProcess[str]:
    """The package runs on other data, which its contracts must accept."""
    home.mkdir(exist_ok=True)
    (home / "shops.csv").write_text(data, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    command = [sys.executable, "-m", "story", "--check-data"]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)


def assert_contracts_hold(found: Recorded, folder: Path, home: Path) -> None:
    """What was read is accepted, other data of its kind too; a column less or of another type is refused."""
    assert [(one.name, one.path, one.setting) for one in found.tests.contracts] == [
        ("shops", "shops.csv", "shops_path")
    ]
    assert 'contracts = ["pandera[pandas]>=0.24"]' in text_of(found, "pyproject.toml")
    for good in ("shop,sold\nA,3\nB,5\n", "shop,sold,more\nA,4,1\nC,6,2\nD,2,3\n"):
        ran = checked_run(folder, home, good)
        assert ran.returncode == 0, ran.stderr
    for bad, reason in {
        "shop\nA\nB\n": "column 'sold' is missing",
        "shop,sold\nA,many\nB,5\n": "column 'sold' breaks dtype('int64')",
        "shop,sold\nA,3\nB,500\n": "column 'sold' breaks <Check in_range: in_range(2, 6)>",
        "shop,sold\n,3\nB,5\n": "column 'shop' breaks not_nullable",
    }.items():
        ran = checked_run(folder, home, bad)
        assert ran.returncode == 1
        assert "ContractError: shops.csv: " in ran.stderr
        assert reason in ran.stderr


@pytest.mark.slow
def test_data_of_persons_never_reaches_the_package(recorded: Record, tmp_path: Path) -> None:
    data = "first_name,sold\nZebulon,3\nQuentina,5\n"
    found = recorded(LOAD + "\nprint(df.head())", SHOUT, "total = df.sold.sum()\nprint(total)", data=data)
    everything = "".join(file.text for file in found.package.files)
    assert "Zebulon" not in everything
    assert re.search(r'"first_name": pa.Column\("\w+"\),', text_of(found, "contracts.py"))
    assert found.tests.made_up == ("shops.csv",)
    assert text_of(found, "recording/data/shops.csv") == "first_name,sold\nPerson1,3\nPerson2,5\n"
    assert "The persons in `shops.csv` are made up" in text_of(found, "CONVERSION.md")
    assert "shout" in found.tests.in_run + found.tests.replayed
    assert "PERSON1!" in everything
    assert " skipped" not in pytest_in(tmp_path / "out").stdout


@pytest.mark.slow
def test_data_that_only_real_persons_make_useful_stays_out(recorded: Record, tmp_path: Path) -> None:
    data = "first_name,sold\nZebulon,3\nQuentina,5\n"
    found = recorded(LOAD, SHOUT, "row = df.set_index('first_name').loc['Zebulon']\nprint(row)", data=data)
    assert (found.tests.data, found.tests.made_up) == ("", ())
    assert "Quentina" not in "".join(file.text for file in found.package.files)
    assert any("personal data" in reason for _, reason in found.tests.skipped)
    assert "not in the package: shops.csv may tell of persons, or holds secrets" in text_of(found, "CONVERSION.md")
    assert pytest_in(tmp_path / "out").stdout.count("set STORY_DATA_DIR") > 1
    assert " skipped" not in pytest_in(tmp_path / "out", STORY_DATA_DIR=str(tmp_path / "home")).stdout


@pytest.mark.slow
def test_data_in_another_encoding_is_kept_as_it_is(recorded: Record, tmp_path: Path) -> None:
    load = "import csv\n\nwith open('shops.csv', encoding='latin-1') as stream:\n    rows = list(csv.reader(stream))"
    found = recorded(load, "print(rows)", data=b"shop,sold\r\nCaf\xe9,3\r\n")
    assert (tmp_path / "out" / "tests" / "recording" / "data" / "shops.csv").read_bytes().count(b"Caf\xe9,3\r\n") == 1
    ran = pytest_in(tmp_path / "out").stdout
    assert (found.run.others, " skipped" in ran, " failed" in ran) == ((), False, False)
    assert recorded(load, "print(rows)", data=b"\x00\x01,\n").tests.why_no_data == "some of it is no text"


@pytest.mark.slow
def test_what_is_another_time_otherwise_is_not_tested_and_said(recorded: Record) -> None:
    found = recorded(LOAD, "import time\nstamp = time.perf_counter_ns()\nprint(stamp)", "print(df, stamp)")
    assert found.run.passed > 5
    assert not found.run.alone | found.run.in_run
    assert any("second run" in reason for _, reason in found.tests.skipped)


@pytest.mark.slow
def test_the_run_may_end_early(recorded: Record) -> None:
    found = recorded(LOAD, "total = df.sold.sum()\nprint(total)", "raise ValueError('no more')")
    assert "no more" in found.recording.error
    assert found.errors == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["yield_report", "pendulum"])
def test_fixtures_are_recorded(name: str, tmp_path: Path) -> None:
    notebook = FIXTURES / name / f"{name}.ipynb"
    request = RecordRequest(notebook=notebook, out=tmp_path / "out", python=sys.executable, limits=Limits(seconds=300))
    found = record_package(request)
    assert (found.recording.error, found.errors, found.run.others) == ("", (), ())
    assert len(found.tests.replayed) + len(found.tests.in_run) >= 3
    assert not found.run.alone | found.run.in_run
