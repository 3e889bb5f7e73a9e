"""Findings as Markdown, for a comment or a job's summary."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import NOWHERE, Severity
from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding, Status
from nb2pkg.reporter.finding_text import not_checked, totals
from nb2pkg.reporter.format import CheckFormat
from nb2pkg.reporter.markdown_text import markdown_code, markdown_message, markdown_text, table_row

MARKS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟡 warning", Severity.INFO: "🔵 note"}
WIDEST = 120  # of a source line that is quoted


def _render(report: CheckReport) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: CheckReport) -> Iterator[str]:
    verdict = "❌" if report.number_failing else "✅"
    yield f"## {verdict} nb2pkg check: {totals(report.notebooks)}"
    for notebook in report.notebooks:
        if notebook.findings:
            yield from _notebook(notebook)
    for notebook in not_checked(report.notebooks):
        word = "could not be read" if notebook.status is Status.UNREADABLE else "was skipped"
        yield from ("", f"{markdown_code(notebook.path)} {word}: {markdown_text(notebook.reason)}")
    if report.number_known:
        yield from ("", f"{report.number_known} more are known to the baseline.")


def _notebook(notebook: CheckedNotebook) -> Iterator[str]:
    yield from ("", f"### {markdown_code(notebook.path)}", "")
    yield "| | Rule | Where | What |"
    yield "| --- | --- | --- | --- |"
    yield from (_row(placed) for placed in notebook.findings)


def _row(placed: PlacedFinding) -> str:
    finding = placed.finding
    where = "notebook" if placed.cell == NOWHERE else f"cell {placed.cell + 1}, line {placed.line}"
    said = markdown_message(finding.message)
    if placed.cell != NOWHERE and finding.output is None and placed.source_line.strip():
        said += f"<br>{markdown_code(placed.source_line.strip()[:WIDEST])}"
    return table_row(MARKS[finding.severity], f"{finding.code} {markdown_text(finding.name)}", where, said)


FORMAT = CheckFormat(name="markdown", suffix=".md", render=_render)
