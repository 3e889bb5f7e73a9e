"""Reports of checks to be shown: one with everything in it, one whose every text is hostile."""

from __future__ import annotations

from nb2pkg.model.finding import Confidence, Finding, Fix, Related, Severity
from nb2pkg.model.notebook import Location
from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding, RuleInfo, Status

HOSTILE = (
    "</pre><script>alert(1)</script> | `x` ``` @someone #12 [l](http://e.x) ::error::x %0A"
    "\x1b[31m\u202e\n\r]]> & 'q' \"q\""
)


def at(cell: int = 2, line: int = 1) -> Location:
    """A place in a cell."""
    return Location(cell=cell, line=line, column=4, end_line=line, end_column=9)


def placed(
    severity: Severity = Severity.WARNING, *, message: str = "`x` is bad", code: str = "NB101", text: str = "x = hello"
) -> PlacedFinding:
    """A finding of which everything is known."""
    finding = Finding(
        code=code,
        name="a-rule",
        severity=severity,
        confidence=Confidence.HIGH,
        message=message,
        at=at(),
        because=(Related(message=message, at=at(0)),),
        fix=Fix(description=message),
    )
    return PlacedFinding(
        finding=finding,
        cell=2,
        cell_id=text,
        heading=text,
        execution_count=5,
        line=1,
        column=4,
        end_line=1,
        end_column=9,
        file_line=31,
        file_column=11,
        source_line=text,
        caret_start=4,
        caret_end=9,
        fingerprint="f" * 20,
    )


def report(*findings: PlacedFinding, path: str = "a b.ipynb", extra: tuple[CheckedNotebook, ...] = ()) -> CheckReport:
    """The report of these findings in one notebook."""
    rule = RuleInfo(
        code="NB101", name="a-rule", severity=Severity.WARNING, summary="A rule.", explanation="Why.\n\nMend `it`."
    )
    notebooks = (CheckedNotebook(path=path, findings=findings), *extra)
    return CheckReport(notebooks=notebooks, rules=(rule,), threshold=Severity.WARNING, version="1.2.3")


UNREADABLE = CheckedNotebook(path="bad.ipynb", status=Status.UNREADABLE, reason="bad.ipynb is empty.", hint="Save it.")
SKIPPED = CheckedNotebook(path="r.ipynb", status=Status.SKIPPED, reason="r.ipynb is a notebook in R.")
FULL = report(placed(), placed(Severity.ERROR, code="F811"), placed(Severity.INFO), extra=(UNREADABLE, SKIPPED))
NASTY = report(
    placed(message=HOSTILE, text=HOSTILE),
    path=HOSTILE,
    extra=(CheckedNotebook(path=HOSTILE, status=Status.UNREADABLE, reason=HOSTILE, hint=HOSTILE),),
)
