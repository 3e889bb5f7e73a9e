"""Runs a package in a fresh process of the chosen interpreter, and records what happens."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from msgspec import Struct

from nb2pkg.verifier.events import Events, last_error, read_events
from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.limits import Limits, Room, environment_for
from nb2pkg.verifier.processes import run_limited


class PackageRun(Struct, frozen=True, kw_only=True):
    """What happened. `raised` is the error with which the run ended, `killed` the limit that ended it."""

    events: Events
    raised: dict[str, Any] | None
    killed: str
    direct: str  # what went to standard output without Python's knowledge
    seconds: float

    @property
    def error(self) -> str:
        """How the run ended, if it did not go through."""
        return self.killed or (f"{self.raised['name']}: {self.raised['text']}" if self.raised else "")


def run_package(
    facts: PackageFacts, *, python: str, room: Room, probe: Path, limits: Limits, is_installed: bool
) -> PackageRun:
    """Runs the package in the room, from its sources or as it is installed in the interpreter's environment."""
    plan = {
        "package": facts.name,
        "blobs": str(room.blobs),
        "target": str(room.events),
        "script": facts.script,
        "names": {function.name: function.names for function in facts.functions},
        "inner": {function.name: function.inner for function in facts.functions if function.name != facts.script},
        "outputs": {function.name: function.outputs for function in facts.functions if function.name != facts.script},
    }
    plan_file = room.scratch / "plan.json"
    plan_file.write_text(json.dumps(plan), encoding="utf-8")
    paths = [str(probe)] if is_installed else [str(probe), str((facts.folder / "src").resolve())]
    ended = run_limited(
        [python, "-m", "_nb2pkg_probe.package", str(plan_file)],
        room=room,
        environment=environment_for(room, {"PYTHONPATH": os.pathsep.join(paths), "MPLBACKEND": "agg"}),
        limits=limits,
    )
    events = read_events(room.events)
    raised = last_error(events)
    killed = ended.killed
    if not killed and raised is None and (ended.code or not events_end(room)):
        killed = f"it ended with code {ended.code}: " + (ended.err.strip().splitlines() or ["no message"])[-1][:300]
    return PackageRun(events=events, raised=raised, killed=killed, direct=direct_output(room), seconds=ended.seconds)


def events_end(room: Room) -> bool:
    """Whether the probe came to its end, and so wrote its file, if only an empty one."""
    return room.events.exists()


def direct_output(room: Room) -> str:
    """What programs and libraries have written to standard output past Python."""
    return room.out.read_text(encoding="utf-8", errors="replace") if room.out.exists() else ""
