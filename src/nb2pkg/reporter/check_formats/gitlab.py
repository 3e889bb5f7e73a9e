"""Findings as a Code Quality report of GitLab. Source: docs.gitlab.com, "Code Quality", report format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from nb2pkg.model.finding import Severity
from nb2pkg.model.report import CheckReport, Status
from nb2pkg.reporter.finding_text import place_of
from nb2pkg.reporter.format import CheckFormat

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def _render(report: CheckReport) -> str:
    return json.dumps(list(_issues(report)), indent=1) + "\n"


def _issues(report: CheckReport) -> Iterator[dict[str, Any]]:
    for notebook in report.notebooks:
        if notebook.status is Status.UNREADABLE:
            yield _issue(notebook.path, "unreadable", notebook.reason, "blocker", 1, notebook.path)
        for placed in notebook.findings:
            finding, place = placed.finding, place_of(placed)
            # GitLab does not show `check_name`, so the code stands in the description too.
            said = f"{finding.code}: {finding.message}" + (f" ({place})" if place else "")
            severity = SEVERITIES[finding.severity]
            yield _issue(notebook.path, finding.code, said, severity, placed.file_line, placed.fingerprint)


def _issue(path: str, check: str, description: str, severity: str, line: int, key: str) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        # The same finding in two notebooks must not count as one.
        "fingerprint": hashlib.sha256(f"{path}\0{key}".encode(errors="replace")).hexdigest()[:32],
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


FORMAT = CheckFormat(name="gitlab", suffix=".json", render=_render)
