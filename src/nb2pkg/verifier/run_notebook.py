"""Runs a notebook in a fresh kernel of the chosen interpreter, and records what happens."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from nb2pkg.verifier.events import Events, last_error, read_events
from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.instrument import (
    ending_inside,
    finish_call,
    kernel_plan,
    line_in_cell,
    recorded_source,
    start_call,
)
from nb2pkg.verifier.limits import Limits, Room, environment_for
from nb2pkg.verifier.run_package import direct_output


class NotebookRun(Struct, frozen=True, kw_only=True):
    """What happened. `raised` is the error in `cell`, on `line`, that ended the run; `killed` the limit that did."""

    events: Events
    cells_run: frozenset[int]
    raised: dict[str, Any] | None
    killed: str
    cell: int
    line: int
    direct: str
    seconds: float

    @property
    def error(self) -> str:
        """How the run ended, if it did not go through."""
        said = self.killed or (f"{self.raised['name']}: {self.raised['text']}" if self.raised else "")
        return f"cell {self.cell + 1}: {said}" if said and self.cell >= 0 else said


class CodeCells(Struct, frozen=True, kw_only=True):
    """The cells to run, by their index in the file; those in `tolerant` may fail."""

    sources: Mapping[int, str]
    tolerant: frozenset[int]


def run_notebook(
    cells: CodeCells,
    facts: PackageFacts,
    *,
    python: str,
    room: Room,
    probe: Path,
    limits: Limits,
    more: Mapping[str, str],
) -> NotebookRun:
    """Runs the cells in the room, which holds a copy of the notebook's folder; `more` is added to the environment."""
    from nb2pkg.verifier.kernel_client import KernelClient

    plan_file = room.scratch / "plan.json"
    plan = kernel_plan(cells.sources, facts, room, tolerant=cells.tolerant)
    plan_file.write_text(json.dumps(plan), encoding="utf-8")
    started = time.monotonic()
    client = KernelClient.of(
        python=python, room=room, limits=limits, environment=environment_for(room, {"PYTHONPATH": str(probe), **more})
    )
    inside = {index: ending_inside(facts, index) for index in cells.sources}
    done, failed, killed = asyncio.run(
        client.run(
            {index: recorded_source(source, inside[index]) for index, source in sorted(cells.sources.items())},
            tolerant=cells.tolerant,
            before=start_call(str(plan_file)),
            after=finish_call(facts.script),
        )
    )
    events = read_events(room.events)
    raised = last_error(events) if failed is not None and not killed else None
    return NotebookRun(
        events=events,
        cells_run=frozenset(done),
        raised=raised or ({"name": "Error", "text": "the cell failed", "line": 0} if failed and not killed else None),
        killed=killed,
        cell=failed if failed is not None else -1,
        line=line_in_cell(raised["line"], inside[failed]) if raised and failed is not None else 0,
        direct=direct_output(room),
        seconds=time.monotonic() - started,
    )
