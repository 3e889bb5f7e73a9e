"""Starting other programs: found beside the interpreter or on the path, never as modules (`python -m` would put the
package's folder on the import path).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nb2pkg.auditor.subject import ToolReport

SECONDS = 300
ABSENT = "is not installed"


def program(name: str) -> str:
    """Where the program is; empty if it is not installed."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name) or ""


def output_of(
    arguments: Sequence[str], *, folder: Path, besides: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Exit code and what was printed; an exit code below 0 if it did not end in time."""
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1", **(besides or {})}
    environment.pop("FORCE_COLOR", None)
    try:
        done = subprocess.run(
            list(arguments), cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return -1, "", f"took over {SECONDS} s"
    return done.returncode, done.stdout, done.stderr


def version_of(path: str, *, distribution: str = "") -> str:
    """That of the distribution where it is installed beside us, else the first number that it says to --version."""
    if distribution and Path(path).parent == Path(sys.executable).parent:
        with suppress(PackageNotFoundError):
            return version(distribution)
    _, out, _ = output_of([path, "--version"], folder=Path(path).parent)
    return next((word.strip("(),") for word in out.split() if word[:1].isdigit()), "") or "version not known"


def absent() -> ToolReport:
    """It is not there: it says nothing."""
    return ToolReport(trouble=ABSENT, verdicts={})


def failed(said: str) -> ToolReport:
    """It was started and gave no report."""
    lines = said.strip().splitlines() or ["no reason given"]
    return ToolReport(trouble=f"failed: {lines[-1][:200]}", verdicts={})
