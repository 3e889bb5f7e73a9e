"""A scheduler and workers of Dask on this machine, as processes that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS = 120.0


@dataclass(frozen=True)
class Cluster:
    """The address of the scheduler, and the processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def dask_cluster(folder: Path, *, workers: int) -> Iterator[Cluster]:
    """Starts them, and ends them all in the end. Files of theirs go to the folder."""
    file = folder / "scheduler.json"
    scheduler = _start(folder, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    started = [scheduler]
    try:
        address = _address(file, scheduler)
        # --no-nanny: a worker that is killed stays away.
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
        started += [_start(folder, "dask_worker", address, *options) for _ in range(workers)]
        _wait_for(address, workers)
        yield Cluster(address, scheduler, tuple(started[1:]))
    finally:
        for process in started:
            process.kill()
            process.wait()


def _start(folder: Path, program: str, *arguments: str) -> subprocess.Popen[bytes]:
    more = ["--no-dashboard"] if program == "dask_scheduler" else []
    command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments, *more]
    with (folder / f"{program}.log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"PYTHONWARNINGS": "ignore"})


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and scheduler.poll() is None:
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.05)
    raise TimeoutError("no scheduler")


def _wait_for(address: str, workers: int) -> None:
    code = f"import distributed; distributed.Client({address!r}).wait_for_workers({workers}, timeout={SECONDS})"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=SECONDS)
