"""Findings as workflow commands of GitHub Actions, which makes annotations of them.

GitHub keeps the first ten of each level of a step and drops the rest without a word. So the worst come first, at most
ten of a level, and the last of those says how many more there are.
Source: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Severity
from nb2pkg.model.report import CheckReport, PlacedFinding, Status
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable
from nb2pkg.reporter.finding_text import place_of
from nb2pkg.reporter.format import CheckFormat

MOST = 10
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _render(report: CheckReport) -> str:
    lines = [line for severity in LEVELS for line in _limited(list(_of_level(report, severity)), LEVELS[severity])]
    return "".join(f"{line}\n" for line in lines)


def _limited(commands: list[str], level: str) -> list[str]:
    if len(commands) <= MOST:
        return commands
    rest = counted(len(commands) - MOST + 1, f"more {level}")
    return [*commands[: MOST - 1], f"::{level} title=nb2pkg::{rest}, not shown here: see the full report"]


def _of_level(report: CheckReport, severity: Severity) -> Iterator[str]:
    for notebook in report.notebooks:
        if notebook.status is Status.UNREADABLE and severity is Severity.ERROR:
            yield f"::error file={_property(notebook.path)},line=1,title=nb2pkg::{_data(notebook.reason)}"
        for placed in notebook.findings:
            if placed.finding.severity is severity:
                yield _command(notebook.path, placed)


def _command(path: str, placed: PlacedFinding) -> str:
    finding = placed.finding
    where = f"file={_property(path)},line={placed.file_line},col={placed.file_column + 1}"
    title = _property(f"{finding.code} {finding.name}")
    place = place_of(placed)
    said = finding.message + (f" ({place})" if place else "")
    return f"::{LEVELS[finding.severity]} {where},title={title}::{_data(said)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")  # line ends are spelled out by then


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = CheckFormat(name="github", suffix=".txt", render=_render)
