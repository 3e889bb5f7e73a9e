"""A report of `check` as lines of styled pieces: what the plain and the coloured format share."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from nb2pkg.model.finding import NOWHERE, Severity
from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding, Status
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable
from nb2pkg.reporter.finding_text import place_of, totals

WIDEST = 160  # of a source line that is shown


class Style(Enum):
    """What a piece of a line is."""

    TITLE = "title"
    CODE = "code"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    SOURCE = "source"
    CARET = "caret"
    ASIDE = "aside"
    PLAIN = "plain"


Line = tuple[tuple[Style, str], ...]
_OF_SEVERITY = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.INFO: Style.NOTE}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def check_lines(report: CheckReport) -> Iterator[Line]:
    """All lines: notebook by notebook, then a summary. Nothing in them can steer a terminal."""
    for notebook in report.notebooks:
        if notebook.findings or notebook.status is Status.UNREADABLE:
            yield from _notebook(notebook)
    yield from _summary(report)


def _notebook(notebook: CheckedNotebook) -> Iterator[Line]:
    yield ((Style.TITLE, printable(notebook.path)),)
    if notebook.status is Status.UNREADABLE:
        yield ((Style.ERROR, "  error"), (Style.PLAIN, f" {printable(notebook.reason)}"))
        yield ((Style.ASIDE, f"    {printable(notebook.hint)}"),)
    heading = ""
    for placed in notebook.findings:
        if placed.heading != heading and placed.cell != NOWHERE:
            heading = placed.heading
            yield ((Style.ASIDE, f"  {printable(heading)}"),)
        yield from _finding(placed)
    yield ()


def _finding(placed: PlacedFinding) -> Iterator[Line]:
    finding = placed.finding
    at = place_of(placed)
    yield (
        (_OF_SEVERITY[finding.severity], f"  {_WORDS[finding.severity]}"),
        (Style.CODE, f" {finding.code}"),
        (Style.PLAIN, f" {printable(finding.message)}"),
        (Style.ASIDE, f"  [{finding.name}]"),
    )
    if at:
        yield ((Style.ASIDE, f"    {at}"),)
    if placed.cell != NOWHERE and finding.output is None and placed.source_line.strip():
        yield from _source(placed)
    for related in finding.because:
        yield ((Style.ASIDE, f"    cell {related.at.cell + 1}, line {related.at.line}: {printable(related.message)}"),)
    if finding.fix is not None:
        yield ((Style.ASIDE, f"    --fix: {printable(finding.fix.description)}"),)


def _source(placed: PlacedFinding) -> Iterator[Line]:
    """The author's line with carets below; a very long one is cut around the place."""
    line = placed.source_line
    at, end = placed.caret_start, placed.caret_end
    start = max(0, at - WIDEST // 2) if len(line) > WIDEST else 0
    shown = printable(line[start : start + WIDEST])
    before = len(printable(line[start:at]))
    width = max(1, len(printable(line[at : min(end, start + WIDEST)])))
    yield ((Style.SOURCE, f"    | {shown}"),)
    if end > at:
        yield ((Style.CARET, f"    | {' ' * before}{'^' * width}"),)


def _summary(report: CheckReport) -> Iterator[Line]:
    yield ((Style.TITLE, f"{totals(report.notebooks)}."),)
    skipped = [notebook for notebook in report.notebooks if notebook.status is Status.SKIPPED]
    if skipped:
        yield ((Style.ASIDE, f"{counted(len(skipped), 'notebook')} skipped: not in Python."),)
    suppressed = sum(notebook.suppressed for notebook in report.notebooks)
    for number, what in ((suppressed, "suppressed in the notebooks"), (report.number_known, "known to the baseline")):
        if number:
            yield ((Style.ASIDE, f"{counted(number, 'more finding')} {what}."),)
    fixable = sum(placed.finding.fix is not None for n in report.notebooks for placed in n.findings)
    if fixable:
        yield ((Style.ASIDE, f"{fixable} can be mended with --fix."),)
    if any(n.findings for n in report.notebooks):
        yield ((Style.ASIDE, "`nb2pkg explain CODE` tells why a rule matters and how to mend it."),)
