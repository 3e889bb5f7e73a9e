"""Findings as a report of Bitbucket's Code Insights with its annotations.

One object: `report` is the body for the report, `annotations` are the lists for the calls after it, of at most 100,
which is what one call takes; a report has at most 1,000, so the worst come first.
Source: developer.atlassian.com, "Reports".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from nb2pkg.model.finding import Severity
from nb2pkg.model.report import CheckReport, Status
from nb2pkg.reporter.finding_text import place_of, totals
from nb2pkg.reporter.format import CheckFormat

SEVERITIES = {Severity.ERROR: "HIGH", Severity.WARNING: "MEDIUM", Severity.INFO: "LOW"}
TYPES = {Severity.ERROR: "BUG", Severity.WARNING: "CODE_SMELL", Severity.INFO: "CODE_SMELL"}
MOST, MOST_AT_ONCE, LONGEST = 1000, 100, 450  # annotations, annotations of a call, characters of a summary


def _render(report: CheckReport) -> str:
    order = {"HIGH": 0, "MEDIUM": 1, "LOW": 2}
    found = sorted(_annotations(report), key=lambda one: order[one["severity"]])[:MOST]
    document = {
        "report": {
            "title": "nb2pkg",
            "reporter": "nb2pkg",
            "report_type": "BUG",
            "result": "FAILED" if report.number_failing else "PASSED",
            "details": totals(report.notebooks) + ".",
        },
        "annotations": [found[start : start + MOST_AT_ONCE] for start in range(0, len(found), MOST_AT_ONCE)],
    }
    return json.dumps(document, indent=1) + "\n"


def _annotations(report: CheckReport) -> Iterator[dict[str, Any]]:
    for notebook in report.notebooks:
        if notebook.status is Status.UNREADABLE:
            yield _annotation(notebook.path, 1, notebook.reason, "HIGH", "BUG", "unreadable")
        for placed in notebook.findings:
            finding, place = placed.finding, place_of(placed)
            said = f"{finding.code}: {finding.message}" + (f" ({place})" if place else "")
            severity = finding.severity
            yield _annotation(
                notebook.path, placed.file_line, said, SEVERITIES[severity], TYPES[severity], placed.fingerprint
            )


def _annotation(path: str, line: int, summary: str, severity: str, kind: str, key: str) -> dict[str, Any]:
    name = hashlib.sha256(f"{path}\0{key}".encode(errors="replace")).hexdigest()[:32]
    return {
        "external_id": f"nb2pkg-{name}",
        "annotation_type": kind,
        "path": path,
        "line": line,
        "summary": summary if len(summary) <= LONGEST else summary[: LONGEST - 1] + "…",
        "severity": severity,
    }


FORMAT = CheckFormat(name="bitbucket", suffix=".json", render=_render)
