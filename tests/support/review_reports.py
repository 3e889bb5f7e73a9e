"""Reports of reviews to be shown: one with everything in it, one whose every text is hostile."""

from __future__ import annotations

from nb2pkg.model.finding import Confidence, Finding, Severity
from nb2pkg.model.notebook import Location
from nb2pkg.model.readiness import readiness_of
from nb2pkg.model.report import PlacedFinding, RuleInfo
from nb2pkg.model.review import (
    CellChange,
    Delta,
    Fate,
    FlowChange,
    Kind,
    Link,
    NotebookReview,
    PackageChange,
    ReviewReport,
)

HOSTILE = (
    "</pre></code></details><script>alert(1)</script> | `x` ``` ~~~ @someone #12 !3 [l](http://e.x) www.e.x a@b.co\n"
    '::error::x %0A\x1b[31m\u202e\r"]]:::x --> y & \'q\' <img src=x onerror=alert(1)> click c1 "javascript:x"'
)


def placed(
    severity: Severity = Severity.ERROR, *, said: str = "`x` is bad", line: str = "x = 1", n: int = 0
) -> PlacedFinding:
    """A finding of which everything is known."""
    at = Location(cell=2, line=1, column=0, end_line=1, end_column=1)
    finding = Finding(code="NB101", name="a-rule", severity=severity, confidence=Confidence.HIGH, message=said, at=at)
    return PlacedFinding(
        finding=finding,
        cell=2,
        cell_id="c",
        heading="",
        execution_count=None,
        line=1,
        column=0,
        end_line=1,
        end_column=1,
        file_line=10,
        file_column=4,
        source_line=line,
        caret_start=0,
        caret_end=1,
        fingerprint=f"{n:020}",
    )


def review(*introduced: PlacedFinding, path: str = "a.ipynb", number: int = 1, word: str = "x") -> ReviewReport:
    """The review of a notebook in which everything changed, one that was skipped, and one that cannot be read."""
    rule = RuleInfo(
        code="NB101", name="a-rule", severity=Severity.ERROR, summary="It is bad.", explanation="Why.\n\n    x"
    )
    notebook = NotebookReview(
        path=path,
        kind=Kind.RENAMED,
        old_path=path + "2",
        before=readiness_of([]),
        after=readiness_of(p.finding for p in introduced),
        introduced=introduced,
        fixed=(placed(said=word, line=word),),
        cells=(CellChange(fate=Fate.CHANGED, kind="code", title=word, before=0, after=0),),
        flow=FlowChange(
            reads=Delta(added=(word,)),
            settings=Delta(removed=(word,)),
            links=(Link(writer=0, reader=-3, names=(word,), is_added=True),),
        ),
        package=PackageChange(
            functions=Delta(added=(word,)), signatures=((word, word, word),), refusals=Delta(added=(word,))
        ),
    )
    skipped = NotebookReview(path=path, kind=Kind.SKIPPED, reason=word)
    unread = NotebookReview(path=path, kind=Kind.UNREADABLE, reason=word)
    return ReviewReport(
        notebooks=(*(notebook for _ in range(number)), skipped, unread),
        base="0" * 40,
        head="1" * 40,
        rules=(rule,),
        threshold=Severity.WARNING,
        version="1",
    )


NASTY = review(placed(said=HOSTILE, line=HOSTILE), path=HOSTILE, word=HOSTILE)
FULL = review(placed(), placed(Severity.INFO, said="a note"))
