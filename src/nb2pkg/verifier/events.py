"""The events of a run, as its probe has written them, one a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Events = tuple[dict[str, Any], ...]


def read_events(path: Path) -> Events:
    """All events that were written as a whole; a run that was ended may have left half a line."""
    if not path.exists():
        return ()
    found = []
    with path.open(encoding="utf-8", errors="replace") as stream:
        for line in stream:
            if line.endswith("\n"):
                found.append(json.loads(line))
    return tuple(found)


def last_error(events: Events) -> dict[str, Any] | None:
    """The last error that ended something."""
    return next((event for event in reversed(events) if event["event"] == "error"), None)
