"""A SARIF 2.1.0 document. Source: OASIS, "Static Analysis Results Interchange Format"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from nb2pkg.model.finding import NOWHERE, Related, Severity
from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding, RuleInfo, Status
from nb2pkg.reporter.finding_text import place_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
LONGEST = 1_000  # characters of a quoted line
FAMILIES = {
    "1": "hidden-state",
    "2": "environment",
    "3": "security",
    "4": "correctness",
    "5": "reproducibility",
    "6": "maintainability",
}


def sarif_text(report: CheckReport, *, states: Mapping[PlacedFinding, str] | None = None) -> str:
    """The document. `states`: what a comparison with an earlier version says of each finding (`new`, `unchanged`)."""
    index_by_code = {rule.code: index for index, rule in enumerate(report.rules)}
    driver = {
        "name": "nb2pkg",
        "semanticVersion": report.version,
        "rules": [_rule(rule) for rule in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(n, placed, index_by_code, states or {}) for n in report.notebooks for placed in n.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: RuleInfo) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation or rule.summary},
        "help": {"text": rule.explanation or rule.summary, "markdown": rule.explanation or rule.summary},
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.is_default},
        "properties": {"tags": ["notebook", FAMILIES.get(rule.code[2:3], "other")]},
    }


def _invocation(report: CheckReport) -> dict[str, Any]:
    """Notebooks that were not checked are said: a report without them would claim too much."""
    notes = [
        {
            "level": "error" if notebook.status is Status.UNREADABLE else "note",
            "message": {"text": notebook.reason},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(notebook.path)}}],
        }
        for notebook in report.notebooks
        if notebook.status is not Status.CHECKED
    ]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path.replace("\\", "/"), errors="surrogateescape")}


def _result(
    notebook: CheckedNotebook, placed: PlacedFinding, index_by_code: dict[str, int], states: Mapping[PlacedFinding, str]
) -> dict[str, Any]:
    finding = placed.finding
    place = place_of(placed)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message + (f" ({place})" if place else "")},
        "locations": [_location(notebook, placed)],
        "partialFingerprints": {"nb2pkg/v1": placed.fingerprint},
    }
    if placed in states:
        result["baselineState"] = states[placed]
    if finding.code in index_by_code:
        result["ruleIndex"] = index_by_code[finding.code]
    if finding.because:
        result["relatedLocations"] = [_related(notebook, number, r) for number, r in enumerate(finding.because)]
    return result


def _location(notebook: CheckedNotebook, placed: PlacedFinding) -> dict[str, Any]:
    """The place in the file, and the cell as a logical place. One line: code scanning shows no others on a change."""
    region: dict[str, Any] = {"startLine": placed.file_line, "startColumn": placed.file_column + 1}
    if placed.source_line:
        region["snippet"] = {"text": placed.source_line[:LONGEST]}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(notebook.path), "region": region}}
    if placed.cell != NOWHERE:
        name = f"cell {placed.cell + 1}" + (f" ({placed.cell_id})" if placed.cell_id else "")
        location["logicalLocations"] = [{"name": name, "kind": "module"}]
    return location


def _related(notebook: CheckedNotebook, number: int, related: Related) -> dict[str, Any]:
    at = related.at
    return {
        "id": number,
        "message": {"text": f"{related.message} (cell {at.cell + 1}, line {at.line})"},
        "physicalLocation": {"artifactLocation": _artifact(notebook.path)},
    }
