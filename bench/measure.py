"""What one command costs: time, CPU and memory, its children's included."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

TIMEOUT = 120.0
Command = Callable[[Path, Path], list[str]]
# The usage that `wait4` reports is that of the process and of all children that it waited for.
_LAUNCHER = """
import os, sys, time
figures, *command = sys.argv[1:]
started = time.perf_counter()
_, status, usage = os.wait4(os.posix_spawnp(command[0], command, os.environ), 0)
wall, cpu = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
with open(figures, "w") as file:
    file.write(f"{wall} {cpu} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}")
"""
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

    A small launcher starts it: a process's peak memory begins at that of the process that started it, and this one's
    would be larger than that of some tools.
    """
    log, figures = folder / ".bench-log", folder / ".bench-figures"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(figures), *command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=dict(clean_env() if env is None else env),
            start_new_session=True,
        )
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    text = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    log.unlink()
    if not figures.exists():
        return Cost(timeout, 0.0, 0.0, -signal.SIGKILL, False, text + "\nran out of time, or could not be started")
    wall, cpu, peak, code = map(float, figures.read_text(encoding="utf-8").split())
    figures.unlink()
    return Cost(wall, cpu, peak * _PEAK_UNIT / 2**20, int(code), True, text)


def convert(command: Command, appeared: Callable[[Path], bool], notebook: Path, timeout: float = TIMEOUT) -> Cost:
    """Convert a copy of one notebook, alone in a fresh folder, by the command for (notebook, target)."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name).resolve()
        copy = folder / "notebook.ipynb"
        shutil.copyfile(notebook, copy)
        target = folder / "converted"
        return replace(run(command(copy, target), folder, timeout), appeared=appeared(target))
