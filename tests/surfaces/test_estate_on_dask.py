"""The survey on a cluster: the same as here, also if a worker is killed or the scheduler is lost."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from bench.dask_cluster import dask_cluster
from tests.support.git_repository import notebook
from tests.surfaces.conftest import Run

TABLES = ("notebooks", "findings", "cells", "imports", "clusters")
NUMBER = 240


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    for n in range(NUMBER):
        path = root / f"n{n:03}.ipynb"
        path.write_text(notebook(f"import numpy as np\nx = {n % 7}", *[f"y{k} = [x, {k}, {n}]" for k in range(30)]))
        os.utime(path, (time.time() - 60, time.time() - 60))
    return root


def everything(out: Path) -> dict[str, list[str]]:
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{out}'")
        return {table: sorted(map(str, connection.execute(f"FROM '{table}.parquet'").fetchall())) for table in TABLES}


def when_begun(out: Path, then: Callable[[], object]) -> threading.Thread:
    """Calls `then` in a thread once the first batch is done."""
    return when(lambda: list((out / ".shards" / "notebooks").glob("0*.parquet")), then)


def when(is_time: Callable[[], object], then: Callable[[], object]) -> threading.Thread:
    """Calls `then` in a thread once it is time."""

    def wait() -> None:
        until = time.monotonic() + 120
        while not is_time() and time.monotonic() < until:
            time.sleep(0.01)
        then()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


@pytest.mark.slow
def test_check_and_convert_on_a_cluster_whose_scheduler_is_lost_and_started_again(
    tree: Path, tmp_path: Path, run: Run
) -> None:
    checked = run("check", tree, "--no-cache", "--engine", "serial", "--no-ruff", "--format", "json")
    some = [tree / f"n{n:03}.ipynb" for n in range(40)]
    run("convert", *some, "--each", "--out", tmp_path / "here", "--engine", "serial")
    there = ("convert", *some, "--each", "--out", tmp_path / "there")
    with dask_cluster(tmp_path, workers=2) as cluster:
        options = ("--engine", "dask", "--scheduler", cluster.address)
        ran = run("check", tree, "--no-cache", *options, "--no-ruff", "--format", "json")
        assert (ran.out, ran.code) == (checked.out, checked.code), ran.err
        file = tmp_path / "there" / "conversions.jsonl"
        waiting = when(lambda: file.exists() and file.stat().st_size, lambda: cluster.scheduler.kill())
        ran = run(*there, *options)
        waiting.join()
    assert ran.code == 2
    assert "the same command goes on where it stopped" in ran.err
    done = len(file.read_bytes().splitlines())
    (tmp_path / "again").mkdir()
    with dask_cluster(tmp_path / "again", workers=1) as cluster:
        ran = run(*there, "--engine", "dask", "--scheduler", cluster.address)
    assert ran.code == 0, ran.err
    assert 0 < done < 40
    assert f"({40 - done} looked at now)" in ran.out
    assert files(tmp_path / "there") == files(tmp_path / "here")


@pytest.mark.slow
def test_packages_are_verified_on_a_cluster(tmp_path: Path, run: Run) -> None:
    root, out = tmp_path / "notebooks", tmp_path / "out"
    root.mkdir()
    for name in ("same", "other"):
        (root / f"{name}.ipynb").write_text(notebook("rows = [1, 2]", f"print('{name}', sum(rows))"))
    run("convert", root, "--each", "--out", out, "--engine", "serial")
    module = next((out / "other").rglob("analysis.py"))
    module.write_text(module.read_text().replace("other", "another"))
    ask = ("verify", root, out, "--python", sys.executable)
    with dask_cluster(tmp_path, workers=1) as cluster:
        ran = run(*ask, "--engine", "dask", "--scheduler", cluster.address)
    assert ran.code == 1, ran.err
    assert ran.out.splitlines()[0] == "1 of 2 packages do the same (2 executed now)."
    assert "1 different:\n  other.ipynb: " in ran.out
    assert "(0 executed now)" in run(*ask).out


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_and_one_that_loses_all(tree: Path, tmp_path: Path, run: Run) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    run("estate", tree, "--out", here, "--engine", "serial", "--no-ruff")
    with dask_cluster(tmp_path, workers=2) as cluster:
        waiting = when_begun(there, cluster.workers[0].kill)
        options = ("--engine", "dask", "--scheduler", cluster.address, "--no-ruff")
        ran = run("estate", tree, "--out", there, *options)
        waiting.join()
        assert ran.code == 0, ran.err
        assert cluster.workers[0].wait() == -9
        assert everything(there) == everything(here)

        lost = tmp_path / "lost"
        waiting = when_begun(lost, lambda: [cluster.scheduler.kill(), cluster.workers[1].kill()])
        ran = run("estate", tree, "--out", lost, *options)
        waiting.join()
        assert ran.code == 2
        assert "the same command goes on where it stopped" in ran.err
    shards = lost / ".shards" / "notebooks" / "0*.parquet"
    ((kept,),) = duckdb.execute(f"SELECT count(*) FROM '{shards}'").fetchall()
    assert 0 < kept < NUMBER
    ran = run("estate", tree, "--out", lost, "--engine", "serial", "--no-ruff")
    assert f"{NUMBER - kept} of {NUMBER - kept} notebooks" in ran.err
    assert everything(lost) == everything(here)
