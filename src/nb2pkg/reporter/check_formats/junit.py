"""Findings as JUnit XML: a suite for each notebook, a failed test case for each finding that fails the check."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding, Status
from nb2pkg.reporter.escaping import printable
from nb2pkg.reporter.finding_text import place_of
from nb2pkg.reporter.format import CheckFormat

LONGEST = 1_000  # characters of a quoted line


def _render(report: CheckReport) -> str:
    suites = Element("testsuites", name="nb2pkg check")
    for notebook in report.notebooks:
        _suite(suites, notebook, report)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _suite(suites: Element, notebook: CheckedNotebook, report: CheckReport) -> None:
    failing = [p for p in notebook.findings if p.finding.severity.rank >= report.threshold.rank]
    is_unreadable, is_skipped = notebook.status is Status.UNREADABLE, notebook.status is Status.SKIPPED
    suite = SubElement(
        suites,
        "testsuite",
        name=printable(notebook.path),
        tests=str(max(1, len(notebook.findings))),
        failures=str(len(failing)),
        errors=str(int(is_unreadable)),
        skipped=str(int(is_skipped)),
    )
    if not notebook.findings:
        case = SubElement(suite, "testcase", name="nb2pkg check", classname=printable(notebook.path))
        if is_unreadable or is_skipped:
            SubElement(case, "error" if is_unreadable else "skipped", message=printable(notebook.reason))
    for placed in notebook.findings:
        _case(suite, notebook.path, placed, is_failure=placed in failing)


def _case(suite: Element, path: str, placed: PlacedFinding, *, is_failure: bool) -> None:
    finding = placed.finding
    name = f"{finding.code} {place_of(placed)}".strip()
    case = SubElement(
        suite,
        "testcase",
        name=printable(name),
        classname=printable(path),
        file=printable(path),
        line=str(placed.file_line),
    )
    if is_failure:
        element = SubElement(case, "failure", type=finding.severity.value, message=printable(finding.message))
    else:
        element = SubElement(case, "system-out")
    element.text = printable(f"{finding.message} ({finding.name})") + "\n" + printable(placed.source_line[:LONGEST])


FORMAT = CheckFormat(name="junit", suffix=".xml", render=_render)
