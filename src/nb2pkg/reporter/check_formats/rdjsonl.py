"""Findings as lines of reviewdog's diagnostics, which it posts to GitHub, GitLab, Bitbucket, Gerrit and Gitea.

Source: github.com/reviewdog/reviewdog, proto/rdf/reviewdog.proto. Its columns count bytes of UTF-8 from 1; columns are
left out, for the file's are in characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nb2pkg.model.finding import Severity
from nb2pkg.model.report import CheckReport, Status
from nb2pkg.reporter.finding_text import place_of
from nb2pkg.reporter.format import CheckFormat

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def _render(report: CheckReport) -> str:
    return "".join(json.dumps(diagnostic) + "\n" for diagnostic in _diagnostics(report))


def _diagnostics(report: CheckReport) -> Iterator[dict[str, Any]]:
    for notebook in report.notebooks:
        if notebook.status is Status.UNREADABLE:
            yield _diagnostic(notebook.path, 1, notebook.reason, "ERROR", "unreadable")
        for placed in notebook.findings:
            finding, place = placed.finding, place_of(placed)
            said = finding.message + (f" ({place})" if place else "")
            yield _diagnostic(notebook.path, placed.file_line, said, SEVERITIES[finding.severity], finding.code)


def _diagnostic(path: str, line: int, message: str, severity: str, code: str) -> dict[str, Any]:
    return {
        "message": message,
        "location": {"path": path, "range": {"start": {"line": line}}},
        "severity": severity,
        "source": {"name": "nb2pkg"},
        "code": {"value": code},
    }


FORMAT = CheckFormat(name="rdjsonl", suffix=".jsonl", render=_render)
