"""What one command costs: time, CPU and memory, its children's included."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

TIMEOUT = 120.0
Command = Callable[[Path, Path], list[str]]
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, KiB elsewhere


@dataclass(frozen=True)
class Cost:
    """What one run of a command cost, and how it ended."""

    wall: float
    cpu: float
    peak_mb: float
    code: int
    appeared: bool
    log: str = ""

    @property
    def ok(self) -> bool:
        """Whether the command succeeded and wrote what it was to write."""
        return self.code == 0 and self.appeared


def clean_env(**extra: str) -> dict[str, str]:
    """This process's environment without what would lead a tool to another environment's packages."""
    kept = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    return kept | {"PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "0", "COLUMNS": "80"} | extra


def run(command: Sequence[str], folder: Path, timeout: float = TIMEOUT, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder; `appeared` is left for the caller to judge.

    The usage that `wait4` reports is that of the process and of all children that it waited for.
    """
    log = folder / ".bench-log"
    started = time.perf_counter()
    with log.open("wb") as sink:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=dict(clean_env() if env is None else env),
            start_new_session=True,
        )
        timer = threading.Timer(timeout, _kill, [process.pid])
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    text = log.read_text(encoding="utf-8", errors="replace")
    log.unlink()
    peak = usage.ru_maxrss * _PEAK_UNIT / 2**20
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak, process.returncode, True, text[-2000:])


def _kill(pid: int) -> None:
    """End a command that takes too long, with all that it started in its session."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def convert(command: Command, appeared: Callable[[Path], bool], notebook: Path, timeout: float = TIMEOUT) -> Cost:
    """Convert a copy of one notebook, alone in a fresh folder, by the command for (notebook, target)."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name).resolve()
        copy = folder / "notebook.ipynb"
        shutil.copyfile(notebook, copy)
        target = folder / "converted"
        return replace(run(command(copy, target), folder, timeout), appeared=appeared(target))
