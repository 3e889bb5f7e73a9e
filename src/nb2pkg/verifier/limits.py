"""Limits on other people's code: time, memory, output, network, places to write to; which of them this machine has."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

LAUNCHER = Path(__file__).with_name("launcher.py")
MARK = "NB2PKG_RUN"  # in the environment of every process of a run, by which those that are left are found
MOST_OUTPUT = 100_000_000  # bytes that go past Python to the standard streams
MOST_PROCESSES = 500

_SECRET = re.compile(
    r"TOKEN|SECRET|PASSW|PWD$|API_?KEY|ACCESS_?KEY|CREDENTIAL|PRIVATE|AUTH|COOKIE|SESSION", re.IGNORECASE
)
_KEPT = frozenset({"PWD"})
_LEAVING = frozenset({"PYTHONPATH", "VIRTUAL_ENV", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONHOME", "PYTHONWARNINGS"})
_WITH_PASSWORD = re.compile(r"\w+://[^/\s:@]*:[^/\s@]+@")


class Limits(Struct, frozen=True, kw_only=True):
    """Seconds for a run, megabytes of memory for each of its processes, whether it may use the network."""

    seconds: int = 600
    memory_mb: int = 8192
    network: bool = False


class Room(Struct, frozen=True, kw_only=True):
    """Where one run takes place: `folder` is the copy to run in; `scratch` holds all else that the run may write to."""

    folder: Path
    scratch: Path
    blobs: Path
    mark: str

    @property
    def out(self) -> Path:
        """What the processes of the run write to standard output themselves."""
        return self.scratch / "out.log"

    @property
    def err(self) -> Path:
        """What they write to standard error."""
        return self.scratch / "err.log"

    @property
    def events(self) -> Path:
        """What the probe has seen."""
        return self.scratch / "events.jsonl"


def environment_for(room: Room, extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without secrets and what leads to other packages; places to write are in the room."""
    kept = {key: value for key, value in os.environ.items() if key not in _LEAVING and not _is_secret(key, value)}
    fixed = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "80", "LINES": "24"}
    names = ("TMPDIR", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "NUMBA_CACHE_DIR", "XDG_RUNTIME_DIR")
    places = dict.fromkeys(names, str(room.scratch))
    return kept | fixed | places | {"PYDEVD_DISABLE_FILE_VALIDATION": "1", MARK: room.mark} | dict(extra)


def _is_secret(key: str, value: str) -> bool:
    return key not in _KEPT and bool(_SECRET.search(key) or _WITH_PASSWORD.search(value))


def limited(command: Sequence[str], limits: Limits, room: Room) -> list[str]:
    """The command within the limits; what it prints goes to the room's files."""
    prefix = () if limits.network else network_prefix()
    settings = {
        "memory_mb": limits.memory_mb,
        "out": str(room.out),
        "err": str(room.err),
        "writable": [str(room.folder), str(room.scratch), str(room.blobs), "/dev", "/proc"],
    }
    return [*prefix, sys.executable, "-I", "-S", str(LAUNCHER), json.dumps(settings), *command]


@cache
def network_prefix() -> tuple[str, ...]:
    """The command that runs another one without a network; empty where the platform has none that works."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    prefix = (unshare, "--net", "--map-root-user") if os.geteuid() else (unshare, "--net")
    tried = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    return prefix if tried.returncode == 0 else ()


@cache
def can_confine() -> bool:
    """Whether processes can be kept from writing outside of their folders here."""
    command = [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps("can confine")]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
