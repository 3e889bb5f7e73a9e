"""What stored outputs hold besides text: pictures, charts, widgets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from nb2pkg.model.review import StoredOutput

_PLAIN = frozenset({"text/plain", "text/html", "text/markdown", "text/latex", "application/json"})  # read as text


def stored_outputs(text: str) -> Mapping[int, tuple[StoredOutput, ...]]:
    """The outputs of each cell of an .ipynb file of format 4; nothing where no output is more than text."""
    if '"image/' not in text and '"application/' not in text:
        return {}
    cells = json.loads(text).get("cells") or []  # read before: it is sound
    return {
        index: tuple(_stored(output) for output in cell.get("outputs") or [] if isinstance(output, dict))
        for index, cell in enumerate(cells)
        if isinstance(cell, dict)
    }


def _stored(output: Mapping[str, Any]) -> StoredOutput:
    data = output.get("data")
    rich = {mime: value for mime, value in data.items() if mime not in _PLAIN} if isinstance(data, dict) else {}
    return StoredOutput(data=tuple((mime, _as_text(rich[mime])) for mime in sorted(rich)))


def _as_text(value: object) -> str:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)
