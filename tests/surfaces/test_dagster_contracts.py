"""Contracts as checks of assets: in a real Dagster the notebook's data keeps them, and spoilt data does not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nb2pkg.engine.recording import RecordRequest, record_package
from nb2pkg.model.choices import Choices, Displays, Pipeline
from nb2pkg.pipeline import plan_notebook
from tests.support.packages import Ran, run_in

TABLE = "shop,units,amount\n" + "".join(f"s{i % 3},{i % 7 + 1},{i * 3 % 11 + i}\n" for i in range(40))
NOTES = "day;note\n1;opened\n2;closed\n"
NOTEBOOK = """\
# %%
import pandas as pd
from pandas import read_csv
from sklearn.linear_model import LinearRegression

# %% [markdown]
# ## Load

# %%
df = pd.read_csv("sales.csv")
print(df["shop"].nunique())

# %% [markdown]
# ## Features

# %%
features = pd.get_dummies(df, columns=["shop"])
features["ratio"] = features["amount"] / features["units"]
print(features.shape)

# %% [markdown]
# ## Model

# %%
model = LinearRegression().fit(features[["units"]], features["amount"])
print(model.score(features[["units"]], features["amount"]))

# %% [markdown]
# ## Save

# %%
notes = read_csv("notes.csv", sep=";")
notes.to_csv("out.csv")
features.to_csv("features.csv")
"""
ASSETS = ["data", "features", "model", "data_2"]
BROKEN = "notes.csv: column 'day' breaks <Check in_range: in_range(0, 3)>; column 'day' breaks dtype('int64')"
MATERIALIZE = """
import json, sys
from shop.definitions import Run, definitions

ran = definitions.resolve_job_def("shop").execute_in_process(
    resources={"run": Run(store=sys.argv[1])}, raise_on_error=False
)
made = [event.asset_key.path[-1] for event in ran.get_asset_materialization_events()]
checks = {
    f"{check.asset_key.path[-1]} {check.check_name}": [check.passed, check.description]
    for check in ran.get_asset_check_evaluations()
    if check.check_name != "can_be_read"
}
print(json.dumps([ran.success, made, checks]), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Recorded where its data lies, as `convert --pipeline dagster --verify` does."""
    home = tmp_path_factory.mktemp("recorded")
    notebook, out = home / "shop.py", home / "package"
    notebook.write_text(NOTEBOOK, encoding="utf-8")
    give_data(home)
    choices = Choices(name="shop", displays=Displays.PRINT, pipeline=Pipeline.DAGSTER, python=sys.executable)
    _, plan = plan_notebook(notebook, choices)
    record_package(RecordRequest(notebook=notebook, out=out, python=sys.executable, plan=plan))
    return out


def give_data(folder: Path, table: str = TABLE, notes: str = NOTES) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "sales.csv").write_text(table, encoding="utf-8")
    (folder / "notes.csv").write_text(notes, encoding="utf-8")


def materialized(package: Path, home: Path, table: str = TABLE, notes: str = NOTES) -> list[object]:
    """Whether all went well, the assets that were made, and what the checks of contracts say."""
    give_data(home / "run", table, notes)
    ran = run_in(home / "run", "-c", MATERIALIZE, "../store", python_path=package / "src")
    return told(ran)


def told(ran: Ran) -> list[object]:
    assert ran.code == 0, ran.err
    found: list[object] = json.loads(ran.err.splitlines()[-1])
    return found


@pytest.mark.slow
def test_the_notebooks_data_keeps_its_contracts(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    assert materialized(package, tmp_path) == [
        True,
        ASSETS,
        {"data sales": [True, None], "data_2 notes": [True, None]},
    ]


@pytest.mark.slow
def test_spoilt_data_is_told_and_the_run_goes_on(package: Path, tmp_path: Path) -> None:
    _, made, checks = materialized(package, tmp_path, TABLE + "s1,900,3\n", NOTES.replace("2", "two"))
    assert made == ASSETS
    assert checks == {
        "data sales": [False, "sales.csv: column 'units' breaks <Check in_range: in_range(0, 10)>"],
        "data_2 notes": [False, BROKEN],
    }


@pytest.mark.slow
def test_a_stage_that_fails_on_spoilt_data_says_why(package: Path, tmp_path: Path) -> None:
    success, made, checks = materialized(package, tmp_path, TABLE.replace("shop,", "store,"))
    assert (success, made) == (False, [])
    assert checks == {"data sales": [False, "sales.csv: column 'shop' is missing"]}


@pytest.mark.slow
def test_stages_check_their_data_where_that_is_asked_for(package: Path, tmp_path: Path) -> None:
    give_data(tmp_path / "run", notes=NOTES.replace("2", "two"))
    command = ("-m", "shop", "run", "--store", "../store", "--check-data")
    ran = run_in(tmp_path / "run", *command, python_path=package / "src")
    assert ran.code == 1
    assert ran.err.splitlines()[-1].endswith(f"ContractError: {BROKEN}")
    assert "Stage data_2" in ran.err


@pytest.mark.slow
def test_the_package_is_sound(package: Path) -> None:
    assert 'dagster = [\n    "dagster>=1.9",' in (package / "pyproject.toml").read_text(encoding="utf-8")
    for tool in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]):
        done = subprocess.run([sys.executable, "-m", *tool], cwd=package, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_contracts.py",
        "tests/test_stages.py",
    ]
    done = subprocess.run(tests, cwd=package, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
