"""`nb2pkg check` with an engine: the same reports, limits for each notebook, and runs that go on where they stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nb2pkg.engine import check as checking
from nb2pkg.engine.result_cache import FOLDER
from tests.support.git_repository import notebook
from tests.surfaces.conftest import Run

SLOW = "x = [" + ",".join(["(1,)"] * 400_000) + "]"  # some seconds


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    root = tmp_path / "notebooks"
    for n in range(120):
        file = root / f"team{n % 3}" / f"n{n:03}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(notebook(f"import os\nos.chdir('x{n}')", f"def f(a=[]):\n    return a + [{n}]"))
        os.utime(file, (time.time() - 60, time.time() - 60))
    (root / "broken.ipynb").write_text("{")
    return root


def test_engines_report_the_same(run: Run, notebooks: Path) -> None:
    plain = run("check", notebooks, "--no-cache", "--jobs", "1", "--format", "json")
    assert plain.code == 1
    assert len(json.loads(plain.out)["notebooks"]) == 121
    for engine in ("serial", "processes"):
        ran = run("check", notebooks, "--no-cache", "--engine", engine, "--jobs", "2", "--format", "json")
        assert (ran.out, ran.code) == (plain.out, 1)
        assert "121 of 121 notebooks" in ran.err


def test_a_notebook_that_takes_too_much_is_a_result(run: Run, notebooks: Path) -> None:
    (notebooks / "slow.ipynb").write_text(notebook(SLOW))
    ran = run("check", notebooks, "--no-cache", "--timeout", "0.3", "--no-ruff", "--format", "json")
    reasons = {
        Path(one["path"]).name: one["reason"]
        for one in json.loads(ran.out)["notebooks"]
        if one["status"] == "unreadable"
    }
    assert reasons["slow.ipynb"] == "It takes more than 0.3 seconds."
    assert set(reasons) == {"slow.ipynb", "broken.ipynb"}


def test_what_took_too_long_is_tried_again(run: Run, notebooks: Path) -> None:
    slow = notebooks / "slow.ipynb"
    slow.write_text(notebook("y = " + SLOW))
    assert "more than 0.3 seconds" in run("check", slow, "--timeout", "0.3", "--no-ruff").out
    assert "seconds" not in run("check", slow, "--no-ruff").out


def test_a_configuration_that_ruff_refuses_ends_the_check(run: Run, notebooks: Path) -> None:
    (notebooks / "ruff.toml").write_text("[lint]\nselect = ['NOTHING999']\n")
    ran = run("check", notebooks, "--engine", "processes", "--no-cache")
    assert ran.code == 2
    assert "ruff refuses to check" in ran.err


def test_no_such_engine(run: Run, notebooks: Path) -> None:
    ran = run("check", notebooks, "--engine", "spark")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: `spark` is no engine.")


def test_what_was_done_is_kept_when_a_check_is_killed(run: Run, notebooks: Path) -> None:
    code = "import sys; from nb2pkg.engine import check; check.SECONDS_BETWEEN_SAVES = 0.0\n"
    code += "from nb2pkg.surfaces.cli import main; main(sys.argv[1:])"
    options = ("--engine", "processes", "--jobs", "1", "--no-ruff")
    command = [sys.executable, "-c", code, "check", str(notebooks), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=notebooks)
    until = time.monotonic() + 60
    while not list((notebooks / FOLDER).glob("*.json")) and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    total = int(run("check", notebooks, *options).err.split()[2])
    assert 0 < total < 121


def test_saving_takes_no_more_than_a_tenth_of_the_time() -> None:
    now = 0.0

    class Slow:
        saved = 0

        def save(self) -> None:
            nonlocal now
            now += 3
            self.saved += 1

    cache = Slow()
    saving = checking._Saving({Path(): cache}, clock=lambda: now)  # type: ignore[dict-item]
    for _ in range(1000):
        now += 1
        saving.put(Path("elsewhere/a.ipynb"), "", None)  # type: ignore[arg-type]
    assert 0.08 < 3 * cache.saved / now < 0.1
