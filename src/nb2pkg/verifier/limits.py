"""Running other people's code within limits: its own process group, bounded time, memory and files, nothing left behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SECRET = re.compile(r"TOKEN|SECRET|PASSW|API_?KEY|ACCESS_?KEY|CREDENTIAL|PRIVATE|AUTH", re.IGNORECASE)
_LEAVING = frozenset({"PYTHONPATH", "VIRTUAL_ENV", "PYTHONSTARTUP", "PYTHONINSPECT", "JUPYTER_TOKEN", "SSH_AUTH_SOCK"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds for a run, megabytes of memory for each of its processes, whether it may use the network."""

    seconds: int = 600
    memory_mb: int = 8192
    network: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a process ended. `killed` says which limit it hit, empty for none."""

    code: int
    err: str
    seconds: float
    killed: str = ""


def clean_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without secrets, and without what leads to other packages."""
    kept = {key: value for key, value in os.environ.items() if key not in _LEAVING and not _SECRET.search(key)}
    fixed = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "80", "LINES": "24"}
    return kept | fixed | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"} | dict(extra)


@cache
def network_prefix() -> tuple[str, ...]:
    """The command that runs another one without a network; empty where the platform has none that works."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    prefix = (unshare, "--net", "--map-root-user") if os.geteuid() else (unshare, "--net")
    tried = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    return prefix if tried.returncode == 0 else ()


def run_limited(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], limits: Limits, log: Path
) -> Ended:
    """Runs a command to its end or to the first limit, and ends everything that it has started."""
    started = time.monotonic()
    with log.open("wb") as sink:
        process = subprocess.Popen(
            limited(command, limits),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        killed = ""
        try:
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            killed = f"it ran for more than {limits.seconds} s"
        finally:
            end_group(process.pid)
            process.wait()
    return Ended(
        code=process.returncode,
        err=_tail(log),
        seconds=time.monotonic() - started,
        killed=killed,
    )


def limited(command: Sequence[str], limits: Limits) -> list[str]:
    """The command within limits of memory and file size, and without a network unless that is allowed.

    Limits are set in a process of its own: code between fork and exec of a process with threads may hang.
    """
    prefix = () if limits.network else network_prefix()
    return [*prefix, sys.executable, "-I", "-S", "-c", _LAUNCHER, str(limits.memory_mb), *command]


# In a network of its own a process starts without a loopback device that works; worker processes need one.
_LAUNCHER = """
import fcntl, os, resource, socket, struct, sys
size = int(sys.argv[1]) * 2**20
resource.setrlimit(resource.RLIMIT_AS, (size, size))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (4 * 2**30, 4 * 2**30))
try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as device:
        fcntl.ioctl(device, 0x8914, struct.pack("16sh", b"lo", 0x41))
except OSError:
    pass
os.execvpe(sys.argv[2], sys.argv[2:], os.environ)
"""


def end_group(leader: int) -> None:
    """Ends all processes of a group that a process leads, if any are left."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _tail(log: Path, size: int = 4000) -> str:
    with log.open("rb") as stream:
        stream.seek(max(0, log.stat().st_size - size))
        return stream.read().decode("utf-8", "replace")
