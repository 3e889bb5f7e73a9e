"""Findings as JSON, for other programs. The layout is documented in docs/json.md; its version is `schema`."""

from __future__ import annotations

import json
from typing import Any

from nb2pkg.model.report import CheckedNotebook, CheckReport
from nb2pkg.reporter.finding_json import finding_data
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
        "findings": [finding_data(placed) for placed in notebook.findings],
    }


FORMAT = CheckFormat(name="json", suffix=".json", render=_render)
