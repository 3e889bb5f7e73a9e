"""Notebooks that misbehave: each ends in a clear verdict, and nothing of it is left."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nb2pkg.model.verdict import Result, Verdict
from nb2pkg.verifier import processes
from nb2pkg.verifier.limits import Limits, Room, can_confine, environment_for, network_prefix
from nb2pkg.verifier.processes import Ended, run_limited

Verify = Callable[..., Verdict]
NAP = 4321  # seconds that left-over processes sleep, by which they are known


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    assert naps() == []


def naps() -> list[int]:
    """The processes that a test has left."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if str(NAP).encode() in command:
                found.append(int(entry.name))
    return found


@pytest.fixture
def room(tmp_path: Path) -> Room:
    for name in ("folder", "scratch", "blobs"):
        (tmp_path / name).mkdir()
    return Room(folder=tmp_path / "folder", scratch=tmp_path / "scratch", blobs=tmp_path / "blobs", mark=tmp_path.name)


def ran(room: Room, code: str, *, seconds: int = 20, memory_mb: int = 2048, network: bool = False) -> Ended:
    limits = Limits(seconds=seconds, memory_mb=memory_mb, network=network)
    return run_limited([sys.executable, "-c", code], room=room, environment=environment_for(room, {}), limits=limits)


def test_all_is_well(room: Room) -> None:
    ended = ran(room, "import os; print(os.getcwd()); open('x', 'w').write('x')")
    assert (ended.code, ended.killed) == (0, "")
    assert room.out.read_text().strip() == str(room.folder)
    assert (room.folder / "x").read_text() == "x"


def test_it_runs_for_ever(room: Room) -> None:
    ended = ran(room, "while True: pass", seconds=1)
    assert ended.killed == "it ran for more than 1 s"
    assert ended.code == -signal.SIGKILL
    assert ended.seconds < 5


def test_it_takes_too_much_memory(room: Room) -> None:
    ended = ran(room, "x = bytearray(3 * 2**30)")
    assert ended.code == 1
    assert "MemoryError" in ended.err


def test_it_prints_without_end(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "MOST_OUTPUT", 1_000_000)
    ended = ran(room, "import os\nwhile True: os.write(1, b'x' * 100_000)")
    assert ended.killed == "it printed more than 1 MB"


def test_processes_that_leave_their_group_are_ended(room: Room) -> None:
    code = f"import subprocess\nfor _ in range(3): subprocess.Popen(['sleep', '{NAP}'], start_new_session=True)"
    assert ran(room, code).code == 0


def test_it_starts_too_many_processes(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "MOST_PROCESSES", 5)
    code = f"import subprocess, time\nfor _ in range(9): subprocess.Popen(['sleep', '{NAP}'])\ntime.sleep({NAP})"
    assert ran(room, code).killed == "it started more than 5 processes"


@pytest.mark.skipif(not can_confine(), reason="this machine cannot keep processes from writing")
@pytest.mark.parametrize("act", ["open({0!r}, 'w')", "__import__('os').remove({1!r})", "__import__('os').mkdir({0!r})"])
def test_it_writes_outside_of_its_folder(act: str, room: Room, tmp_path: Path) -> None:
    new, there = tmp_path / "new", tmp_path / "there"
    there.write_text("a")
    ended = ran(room, act.format(str(new), str(there)))
    assert "PermissionError" in ended.err
    assert not new.exists()
    assert there.read_text() == "a"


@pytest.mark.skipif(not network_prefix(), reason="this machine cannot turn off the network")
def test_there_is_no_network_but_a_loopback(room: Room) -> None:
    code = "import socket\nprint(sorted(name for _, name in socket.if_nameindex()))"
    ran(room, code)
    assert room.out.read_text() == "['lo']\n"
    code = "import socket\na = socket.create_server(('127.0.0.1', 0))\nsocket.create_connection(a.getsockname())"
    assert ran(room, code).code == 0


def test_the_environment_holds_no_secrets(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"AWS_SECRET_ACCESS_KEY": "a", "DB_URL": "postgres://me:x@host/db", "PYTHONPATH": "/x"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HARMLESS", "yes")
    environment = environment_for(room, {"EXTRA": "1"})
    assert {"AWS_SECRET_ACCESS_KEY", "DB_URL", "PYTHONPATH"} & environment.keys() == set()
    assert (environment["HARMLESS"], environment["EXTRA"]) == ("yes", "1")
    assert environment["TMPDIR"] == str(room.scratch)


@pytest.mark.parametrize(
    ("source", "error", "options"),
    [
        ("while True: pass", "cell 2: it ran for more than 6 s", {"timeout": 6}),
        ("import os\nos.kill(os.getpid(), 9)", "cell 2: the kernel died", {}),
    ],
    ids=["loops", "dies"],
)
def test_notebooks_that_cannot_be_judged(source: str, error: str, options: dict[str, int], verified: Verify) -> None:
    verdict = verified("a = 1", source, "print(a)", **options)
    assert verdict.result is Result.UNKNOWN
    assert verdict.notebook_error == error
    assert (verdict.statements_run, verdict.statements) == (1, verdict.statements)
    assert "the package was not run" in verdict.notes[0]


def test_a_notebook_that_does_it_all(verified: Verify, tmp_path: Path) -> None:
    """It fails in the end, on both sides for the same reason; what came before is compared."""
    outside = tmp_path / "outside.txt"
    verdict = verified(
        f"import subprocess\nnap = subprocess.Popen(['sleep', '{NAP}'], start_new_session=True).poll()",
        "for n in range(3):\n    print('x' * 9_000_000)",
        f"open({str(outside)!r}, 'w')",
    )
    assert verdict.notebook_error.startswith("cell 2: TooMuchOutput")
    assert verdict.result is Result.PARTLY
    assert "TooMuchOutput" in verdict.package_error
    assert not outside.exists()


def test_the_package_runs_for_ever(verified: Verify) -> None:
    verdict = verified("n = 3", "while n:\n    n -= 1", "print(n)", mutate=("n -= 1", "n -= 0"), timeout=8)
    assert verdict.result is Result.DIFFERENT
    assert verdict.package_error == "it ran for more than 8 s"
