"""Runs a package once with its calls recorded; its tests and a type checker on it, in the same limits."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from msgspec import Struct

from nb2pkg.errors import Nb2pkgError
from nb2pkg.verifier.limits import Limits, Room, environment_for
from nb2pkg.verifier.processes import run_limited
from nb2pkg.verifier.workspace import copy_folder

INSIDE = Path(__file__).parent / "calls"
SHIPPED = ("__init__", "drawn", "first", "replay", "sameness", "tables", "values", "watch")
PROBE = "_nb2pkg_calls"


class CallsJob(Struct, frozen=True, kw_only=True):
    """What to run: the package below `source`, in a copy of the folder of the data."""

    package: str
    source: Path
    functions: tuple[str, ...]
    output_name: str  # the setting that says where figures go
    folder: Path
    data: Path | None
    python: str
    limits: Limits
    types: bool = True
    watched: bool = True
    helpers: tuple[tuple[str, str], ...] = ()  # the author's own functions: (module, name)
    tables: bool = False  # whether to look at what pandas reads, which imports it


def shipped_modules() -> Mapping[str, str]:
    """The part of what records that the package's tests need as well, by the module's name."""
    return {name: (INSIDE / f"{name}.py").read_text(encoding="utf-8") for name in SHIPPED}


def record_calls(job: CallsJob, home: Path) -> dict[str, Any]:
    """Runs the package; what was seen. Raises Nb2pkgError if there is nothing, because the process was ended."""
    room = make_room(home)
    copy_folder(job.folder, room.folder, data=job.data)
    shutil.copytree(INSIDE, home / "p" / PROBE, ignore=shutil.ignore_patterns("__pycache__"))
    target, plan_file = room.scratch / "calls.json", room.scratch / "plan.json"
    plan = {
        "package": job.package,
        "functions": job.functions,
        "helpers": job.helpers,
        "output": job.output_name,
        "figures": str(room.scratch / "output"),
        "target": str(target),
        "types": job.types,
        "watched": job.watched,
        "tables": job.tables,
    }
    plan_file.write_text(json.dumps(plan), encoding="utf-8")
    paths = os.pathsep.join([str(home / "p"), str(job.source)])
    ended = run_limited(
        [job.python, "-m", f"{PROBE}.run", str(plan_file)],
        room=room,
        environment=environment_for(room, {"PYTHONPATH": paths, "MPLBACKEND": "agg"}),
        limits=job.limits,
    )
    if not target.exists():
        why = ended.killed or f"it ended with code {ended.code}: {ended.err.strip()[-300:]}"
        raise Nb2pkgError(f"The calls of {job.package} could not be recorded: {why}.")
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def make_room(home: Path) -> Room:
    """A new place to run in."""
    room = Room(folder=home / "folder", scratch=home / "s", blobs=home / "s", mark=uuid4().hex)
    room.scratch.mkdir(parents=True, exist_ok=True)
    return room


def run_in(
    folder: Path, command: Sequence[str], *, home: Path, limits: Limits, extra: Mapping[str, str]
) -> tuple[int, str]:
    """Runs a command in a folder that it may write to; its code, and what it printed."""
    made = make_room(home)
    room = Room(folder=folder, scratch=made.scratch, blobs=made.scratch, mark=made.mark)
    for log in (room.out, room.err):
        log.unlink(missing_ok=True)
    ended = run_limited(command, room=room, environment=environment_for(room, extra), limits=limits)
    out = room.out.read_text(encoding="utf-8", errors="replace") if room.out.exists() else ""
    return ended.code, out + ended.err + ended.killed
