"""A generated DAG in a real Airflow: it is parsed without the package, and a run of it does what the whole run does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from nb2pkg.model.choices import Pipeline
from tests.support.packages import run_in
from tests.surfaces.test_models_in_stages import made
from tests.surfaces.test_stages import STATEFUL, names_of, staged

AIRFLOW = Path(os.environ.get("NB2PKG_AIRFLOW", ""))
PARSE = """
import json, sys
from airflow.dag_processing.dagbag import DagBag

for folder in sys.argv[1:]:
    bag = DagBag(dag_folder=folder)
    dag = bag.dags["shop"]
    after = {task.task_id: sorted(task.downstream_task_ids) for task in dag.topological_sort()}
    print(json.dumps({"errors": list(bag.import_errors.values()), "after": after, "params": sorted(dag.params)}))
"""


def airflow(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "AIRFLOW_HOME": str(folder / "home"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(folder / "package" / "dags"),
        "PYTHONPATH": str(folder / "package" / "src"),
    }
    return subprocess.run(
        [AIRFLOW / command[0], *command[1:]],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def chained(names: Sequence[str]) -> dict[str, list[str]]:
    return dict(zip(names, [*([name] for name in names[1:]), []], strict=True))


@pytest.mark.slow
def test_a_run_in_airflow_does_what_the_whole_run_does(tmp_path: Path) -> None:
    """One process parses both DAGs: importing Airflow takes longer than all else."""
    names = names_of(staged(tmp_path, STATEFUL, pipeline=Pipeline.AIRFLOW))
    (tmp_path / "models").mkdir()
    made(tmp_path / "models", Pipeline.AIRFLOW)
    folders = [str(folder / "package" / "dags") for folder in (tmp_path, tmp_path / "models")]
    parsed = airflow(tmp_path, "python", "-c", PARSE, *folders)
    assert parsed.returncode == 0, parsed.stderr
    plain, with_models = (json.loads(line) for line in parsed.stdout.splitlines() if line.startswith("{"))
    given = ["config", "folder", "python", "store"]
    assert plain == {"errors": [], "after": chained(names), "params": given}
    stages = re.findall(r'name="(\w+)"', (tmp_path / "models/package/src/shop/stages/__init__.py").read_text("utf-8"))
    assert len(stages) > 1
    assert with_models == {"errors": [], "after": chained(stages), "params": sorted([*given, "models"])}
    assert airflow(tmp_path, "airflow", "db", "migrate").returncode == 0
    given = {"python": sys.executable, "folder": str(tmp_path / "run"), "store": str(tmp_path / "store")}
    ran = airflow(tmp_path, "airflow", "dags", "test", "shop", "--conf", json.dumps(given))
    assert "state=success" in ran.stdout + ran.stderr, ran.stdout[-3000:]
    (store,) = (tmp_path / "store").iterdir()  # one folder for each run
    assert sorted(stage.name for stage in store.iterdir()) == sorted(names)
    whole = run_in(tmp_path / "whole", "-m", "shop", python_path=tmp_path / "package" / "src")
    left = {path: (tmp_path / "run" / path).read_bytes() for path in whole.files}
    assert left == whole.files
