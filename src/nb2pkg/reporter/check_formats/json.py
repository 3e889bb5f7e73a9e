"""Findings as JSON, for other programs. The layout is documented in docs/json.md; its version is `schema`."""

from __future__ import annotations

import json
from typing import Any

from nb2pkg.model.finding import NOWHERE, Fix
from nb2pkg.model.notebook import Location
from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding
from nb2pkg.reporter.format import CheckFormat

SCHEMA = 1  # raised when a key is renamed, removed or means something else


def _render(report: CheckReport) -> str:
    document = {
        "schema": SCHEMA,
        "version": report.version,
        "threshold": report.threshold.value,
        "notebooks": [_notebook(notebook) for notebook in report.notebooks],
    }
    return json.dumps(document, indent=1) + "\n"  # all ASCII: nothing in it can steer a terminal


def _notebook(notebook: CheckedNotebook) -> dict[str, Any]:
    return {
        "path": notebook.path,
        "status": notebook.status.value,
        "reason": notebook.reason or None,
        "suppressed": notebook.suppressed,
        "findings": [_finding(placed) for placed in notebook.findings],
    }


def _finding(placed: PlacedFinding) -> dict[str, Any]:
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
        "source_line": placed.source_line,
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


FORMAT = CheckFormat(name="json", suffix=".json", render=_render)
