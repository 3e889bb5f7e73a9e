"""The stages as assets, materialized by a real Dagster: the same is printed and written as in the whole run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nb2pkg.model.choices import Pipeline
from tests.support.packages import run_in, texts
from tests.surfaces.test_stages import STATEFUL, names_of, staged

MATERIALIZE = """
import json, sys
from shop.definitions import Run, definitions

ran = definitions.resolve_job_def("shop").execute_in_process(
    resources={"run": Run(store=sys.argv[1])}, raise_on_error=False
)
made = [event.asset_key.to_user_string() for event in ran.get_asset_materialization_events()]
checked = {check.asset_key.path[-1]: check.passed for check in ran.get_asset_check_evaluations()}
given = Run(settings={"features_path": "other.csv"}).config().features_path
print(json.dumps([ran.success, made, checked, given]), file=sys.stderr)
"""


@pytest.mark.slow
def test_assets_do_what_the_whole_run_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    package = staged(tmp_path, STATEFUL, pipeline=Pipeline.DAGSTER)
    names = names_of(package)
    whole = run_in(tmp_path / "whole", "-m", "shop", python_path=tmp_path / "package" / "src")
    ran = run_in(tmp_path / "run", "-c", MATERIALIZE, "../store", python_path=tmp_path / "package" / "src")
    made, checked = [f"shop/{name}" for name in names], dict.fromkeys(names, True)
    assert json.loads(ran.err.splitlines()[-1]) == [True, made, checked, "other.csv"], ran.err[-2000:]
    assert ran.out == whole.out
    assert ran.files == whole.files


@pytest.mark.slow
def test_what_a_stage_left_is_checked(tmp_path: Path) -> None:
    staged(tmp_path, STATEFUL, pipeline=Pipeline.DAGSTER)
    spoil = MATERIALIZE.replace(
        "from shop.definitions",
        "import shop.stages.runner\n"
        "save = shop.stages.runner.save_session\n"
        "def spoiled(folder):\n"
        "    save(folder)\n"
        "    [file.write_bytes(b'') for file in folder.glob('*.joblib')]\n"
        "shop.stages.runner.save_session = spoiled\n"
        "from shop.definitions",
        1,
    )
    ran = run_in(tmp_path / "run", "-c", spoil, "../store", python_path=tmp_path / "package" / "src")
    assert ran.err.splitlines()[-1].startswith('[false, ["shop/data"], {'), ran.err[-2000:]


def test_the_package_says_where_its_definitions_are(tmp_path: Path) -> None:
    files = texts(staged(tmp_path, STATEFUL, pipeline=Pipeline.DAGSTER))
    assert 'module_name = "shop.definitions"' in files["pyproject.toml"]
    assert "dagster>=" in files["pyproject.toml"]
    for pipeline in (Pipeline.NONE, Pipeline.STAGES):
        folder = tmp_path / pipeline.value
        folder.mkdir()
        plain = texts(staged(folder, STATEFUL, pipeline=pipeline))
        assert "dagster" not in plain["pyproject.toml"]
        assert not [path for path in plain if "definitions" in path or path.startswith("dags/")]


@pytest.mark.slow
@pytest.mark.parametrize("is_there", [True, False])
def test_the_packages_own_tests_need_no_dagster(tmp_path: Path, is_there: bool) -> None:
    staged(tmp_path, STATEFUL, pipeline=Pipeline.DAGSTER)
    first = tmp_path / "first"
    first.mkdir()
    if not is_there:
        (first / "dagster.py").write_text("raise ModuleNotFoundError('not here', name='dagster')\n")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(first), str(tmp_path / "package" / "src")])}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v", "tests", "-k", "imports or dagster"]
    done = subprocess.run(
        command, cwd=tmp_path / "package", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    outcome = "PASSED" if is_there else "SKIPPED"
    assert f"test_dagster_accepts_the_definitions {outcome}" in done.stdout
    assert "test_module_imports[pipeline] PASSED" in done.stdout
