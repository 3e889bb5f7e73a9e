"""Models of packages whose stages run in processes of their own: saved, checked and used as those of a whole run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.model.choices import Choices, Displays, Pipeline
from nb2pkg.pipeline import build_package
from tests.support.packages import Ran, run_in, texts, write
from tests.surfaces.test_models import SCALED, TABLE

MATERIALIZE = """
from shop.definitions import Run, definitions

job = definitions.resolve_job_def("shop")
assert job.execute_in_process(resources={"run": Run(store="../store", models="saved")}).success
"""
AFTER = """
# %% [markdown]
# ## Load

# %%
again = pd.read_csv("customers.csv")
print(len(again), again["left"].tolist()[:3])
"""


def made(folder: Path, pipeline: Pipeline, text: str = SCALED) -> dict[str, str]:
    """The files of the package, which is written to `folder/package`; its data is in `folder/run`."""
    notebook = folder / "notebook.py"
    notebook.write_text(text, encoding="utf-8")
    choices = Choices(name="shop", displays=Displays.PRINT, pipeline=pipeline, models=True)
    package = build_package(notebook, choices)
    write(package, folder / "package")
    (folder / "run").mkdir()
    (folder / "run" / "customers.csv").write_text(TABLE, encoding="utf-8")
    return texts(package)


def run(folder: Path, *arguments: str) -> Ran:
    ran = run_in(folder / "run", *arguments, python_path=folder / "package" / "src")
    assert ran.code == 0, ran.err
    return ran


def facts(folder: Path, models: str) -> dict[str, Any]:
    """What is known of the saved model, but for when it was saved and the bytes of its file."""
    found: dict[str, Any] = json.loads((folder / "run" / models / "model.json").read_text(encoding="utf-8"))
    return {key: value for key, value in found.items() if key not in {"saved", "file_sha256"}}


def predicted(folder: Path, models: str) -> bytes:
    return run(folder, "-m", "shop", "predict", "customers.csv", "--models", models, "--out", "out.csv").files[
        "out.csv"
    ]


@pytest.mark.slow
def test_one_stage_at_a_time_saves_what_the_whole_run_saves(tmp_path: Path) -> None:
    made(tmp_path, Pipeline.STAGES)
    run(tmp_path, "-m", "shop", "--models", "whole")
    from_start = facts(tmp_path, "whole")
    assert from_start["preparation"] == "checked"
    names = re.findall(r'name="(\w+)"', (tmp_path / "package/src/shop/stages/__init__.py").read_text("utf-8"))
    assert len(names) > 1
    for name in names:
        run(tmp_path, "-m", "shop", "run", "--stage", name, "--store", "../store")
    assert facts(tmp_path, "models") == from_start
    assert predicted(tmp_path, "models") == predicted(tmp_path, "whole")


@pytest.mark.slow
def test_assets_save_it_too_and_read_on_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    made(tmp_path, Pipeline.DAGSTER, SCALED + AFTER)
    whole = run(tmp_path, "-m", "shop", "--models", "whole")
    assert run(tmp_path, "-c", MATERIALIZE).out == whole.out
    assert facts(tmp_path, "saved") == facts(tmp_path, "whole")
    assert predicted(tmp_path, "saved") == predicted(tmp_path, "whole")


def test_a_dag_says_where_models_go(tmp_path: Path) -> None:
    dag = made(tmp_path, Pipeline.AIRFLOW)["dags/shop_dag.py"]
    assert '--store "$STORE" --models "$MODELS"' in dag
    assert '"models": Param(' in dag


@pytest.mark.slow
def test_own_tests_of_the_package_pass(tmp_path: Path) -> None:
    made(tmp_path, Pipeline.DAGSTER)
    command = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_models.py", "tests/test_stages.py")
    ran = run_in(tmp_path / "package", *command, python_path=tmp_path / "package" / "src")
    assert ran.code == 0, ran.out
    for tool in (["check"], ["format", "--check"]):
        ran = run_in(tmp_path / "package", "-m", "ruff", *tool, python_path=tmp_path)
        assert ran.code == 0, ran.out
