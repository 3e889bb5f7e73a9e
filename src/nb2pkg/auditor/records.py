"""What nb2pkg wrote about a package: one record, or those of its parts as one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

_RESULTS = ("different", "cannot tell", "same as far as compared", "same")  # the worst first
_LISTS = ("statements", "functions", "requirements", "refusals", "dropped_cells")


def record_of(texts: Mapping[str, str], path: str) -> dict[str, Any] | None:
    """The record at `path` among the package's texts; None where there is none that can be read."""
    found = _json(texts.get(path, ""))
    if found is not None and isinstance(found.get("parts"), list):
        place = PurePosixPath(path).parent
        parts = [_json(texts.get(str(place / str(one.get("name")) / "provenance.json"), "")) for one in found["parts"]]
        found = _joined(found, [part for part in parts if part is not None]) if all(parts) else None
    return found if found is not None and isinstance(found.get("statements"), list) else None


def _joined(project: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Modules are told with their part; a project is verified when each of its parts is."""
    joined: dict[str, Any] = {key: [one for part in parts for one in part.get(key) or ()] for key in _LISTS}
    joined["statements"] = [_in_part(one, part) for part in parts for one in part.get("statements") or ()]
    verdicts = [part.get("verdict") for part in parts]
    return joined | {
        "package": project.get("project"),
        "python": max((str(part.get("python") or "") for part in parts), key=_version),
        "options": project.get("options") or {},
        "parts": [str(one.get("name")) for one in project["parts"]],
        "verdict": _worst(verdicts) if all(isinstance(one, dict) for one in verdicts) else None,
    }


def _in_part(statement: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    name = str(part.get("package")).partition(".")[2]
    module = statement.get("module")
    return {**statement, "module": f"{name}/{module}" if module else module}


def _worst(verdicts: Sequence[Any]) -> dict[str, Any]:
    worst = min(verdicts, key=lambda one: _RESULTS.index(one["result"]) if one.get("result") in _RESULTS else 0)
    return {**worst, **{key: sum(int(one.get(key) or 0) for one in verdicts) for key in ("compared", "observations")}}


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split(".") if word.isdigit())


def _json(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text) if text else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
