"""Processes of a run: running one to its end or to the first limit, and ending all that it has left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from nb2pkg.verifier.limits import MARK, MOST_OUTPUT, MOST_PROCESSES, Limits, Room, limited

PROC = Path("/proc")
ROUNDS = 50  # of ending what starts new processes while it is being ended


class Ended(Struct, frozen=True, kw_only=True):
    """How a process ended. `killed` is the limit it hit, empty for none; `err` the end of what it complained of."""

    code: int
    err: str
    seconds: float
    killed: str = ""


def run_limited(command: Sequence[str], *, room: Room, environment: Mapping[str, str], limits: Limits) -> Ended:
    """Runs a command in the room's folder, and ends everything that it has started."""
    started = time.monotonic()
    process = subprocess.Popen(
        limited(command, limits, room),
        cwd=room.folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    killed = ""
    try:
        while not killed:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
                break
            killed = exceeded(room, time.monotonic() - started, limits)
    finally:
        end_all(process.pid, room.mark)
        process.wait()
    return Ended(code=process.returncode, err=tail(room.err), seconds=time.monotonic() - started, killed=killed)


def exceeded(room: Room, seconds: float, limits: Limits) -> str:
    """The limit that a run has hit by now, in words; empty for none."""
    if seconds > limits.seconds:
        return f"it ran for more than {limits.seconds} s"
    if any(path.exists() and path.stat().st_size > MOST_OUTPUT for path in (room.out, room.err)):
        return f"it printed more than {MOST_OUTPUT // 1_000_000} MB"
    if sum(1 for _ in marked(room.mark)) > MOST_PROCESSES:
        return f"it started more than {MOST_PROCESSES} processes"
    return ""


def end_all(leader: int | None, mark: str) -> None:
    """Ends the processes of a group that a process leads, and those that have left it, which bear the mark."""
    if leader is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
    for _ in range(ROUNDS):
        left = list(marked(mark))
        if not left:
            return
        for process in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        time.sleep(0.01)


def marked(mark: str) -> Iterator[int]:
    """The living processes in whose environment the mark is; none where the platform does not tell."""
    wanted = f"{MARK}={mark}".encode()
    for entry in PROC.iterdir() if PROC.is_dir() else ():
        if entry.name.isdigit():
            with suppress(OSError):  # gone by now, or another user's
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    yield int(entry.name)


def tail(log: Path, size: int = 4000) -> str:
    """The end of a file of text; nothing if it is not there."""
    if not log.exists():
        return ""
    with log.open("rb") as stream:
        stream.seek(max(0, log.stat().st_size - size))
        return stream.read().decode("utf-8", "replace")
