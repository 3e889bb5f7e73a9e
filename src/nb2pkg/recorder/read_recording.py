"""The record of a run, as it was written down, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nb2pkg.model.recording import Recording


def recording_of(found: Mapping[str, Any]) -> Recording:
    """The recording that a JSON document holds."""
    return Recording(
        seconds=float(found["seconds"]),
        error=str(found["error"]),
        calls=found["calls"],
        restorable=found["restorable"],
        read=tuple(found["read"]),
        tables={path: tuple(seen) for path, seen in found["tables"].items()},
        parameters={
            key: {name: tuple(trees) for name, trees in seen.items()} for key, seen in found["parameters"].items()
        },
        results={key: tuple(trees) for key, trees in found["results"].items()},
        counts=found["counts"],
        helpers=tuple((module, name) for module, name in found["helpers"]),
    )
