"""A finding as plain data for JSON, as docs/json.md has it."""

from __future__ import annotations

from typing import Any

from nb2pkg.model.finding import NOWHERE, Fix
from nb2pkg.model.notebook import Location
from nb2pkg.model.report import PlacedFinding

LONGEST = 4_000  # characters of a line


def finding_data(placed: PlacedFinding) -> dict[str, Any]:
    """All that is known of it."""
    finding, is_placed = placed.finding, placed.cell != NOWHERE
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "cell": placed.cell if is_placed else None,
        "cell_id": placed.cell_id or None,
        "execution_count": placed.execution_count,
        "heading": placed.heading or None,
        "line": placed.line if is_placed else None,
        "column": placed.column if is_placed else None,
        "end_line": placed.end_line if is_placed else None,
        "end_column": placed.end_column if is_placed else None,
        "output": finding.output,
        "file_line": placed.file_line,
        "file_column": placed.file_column,
        "source_line": placed.source_line[:LONGEST],
        "cure": finding.cure.value,
        "related": [{"message": related.message, **_location(related.at)} for related in finding.because],
        "fix": _fix(finding.fix),
        "fingerprint": placed.fingerprint,
    }


def _location(at: Location) -> dict[str, int]:
    names = ("cell", "line", "column", "end_line", "end_column")
    return {name: getattr(at, name) for name in names}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {
        "description": fix.description,
        "edits": [{**_location(edit.at), "new": edit.new} for edit in fix.edits],
        "cleared_cells": list(fix.cleared),
        "removed_cells": list(fix.removed),
    }
