"""CheckedNotebook <-> plain data, for the cache and for other processes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from nb2pkg.model.finding import Confidence, Cure, Edit, Finding, Fix, Related, Severity
from nb2pkg.model.notebook import Location
from nb2pkg.model.report import CheckedNotebook, PlacedFinding, Status

Plain = list[Any]


def to_plain(checked: CheckedNotebook) -> Plain:
    """The result as lists of texts and numbers."""
    return [
        checked.path,
        checked.status.value,
        checked.reason,
        checked.hint,
        checked.suppressed,
        [_placed(found) for found in checked.findings],
    ]


def from_plain(plain: Plain) -> CheckedNotebook:
    """The result that `to_plain` made into lists. Raises whatever comes of lists that it did not make."""
    path, status, reason, hint, suppressed, findings = plain
    return CheckedNotebook(
        path=path,
        status=Status(status),
        reason=reason,
        hint=hint,
        suppressed=suppressed,
        findings=tuple(_placed_from(found) for found in findings),
    )


_AT = ("cell", "cell_id", "heading", "execution_count", "line", "column", "end_line", "end_column")
_MORE = ("file_line", "file_column", "source_line", "caret_start", "caret_end", "fingerprint")


def _placed(placed: PlacedFinding) -> Plain:
    f = placed.finding
    finding = [f.code, f.name, f.severity.value, f.confidence.value, f.message, _location(f.at), f.cure.value]
    because = [[related.message, _location(related.at)] for related in f.because]
    return [*finding, because, _fix(f.fix), f.output, [getattr(placed, name) for name in (*_AT, *_MORE)]]


def _placed_from(plain: Plain) -> PlacedFinding:
    code, name, severity, confidence, message, at, cure, because, fix, output, places = plain
    finding = Finding(
        code=code,
        name=name,
        severity=_member(Severity)(severity),
        confidence=_member(Confidence)(confidence),
        message=message,
        at=_location_from(at),
        cure=_member(Cure)(cure),
        because=tuple(Related(message=said, at=_location_from(place)) for said, place in because),
        fix=_fix_from(fix),
        output=output,
    )
    return PlacedFinding(finding=finding, **dict(zip((*_AT, *_MORE), places, strict=True)))


@cache
def _member(kind: type[Any]) -> Callable[[str], Any]:
    """The member of an enumeration with a value, by a plain look-up."""
    table = {member.value: member for member in kind}
    return table.__getitem__


def _location(at: Location) -> Plain:
    return [at.cell, at.line, at.column, at.end_line, at.end_column]


def _location_from(plain: Plain) -> Location:
    cell, line, column, end_line, end_column = plain
    return Location(cell=cell, line=line, column=column, end_line=end_line, end_column=end_column)


def _fix(fix: Fix | None) -> Plain | None:
    if fix is None:
        return None
    edits = [[_location(edit.at), edit.new] for edit in fix.edits]
    return [fix.description, edits, list(fix.cleared), list(fix.removed)]


def _fix_from(plain: Plain | None) -> Fix | None:
    if plain is None:
        return None
    description, edits, cleared, removed = plain
    return Fix(
        description=description,
        edits=tuple(Edit(at=_location_from(at), new=new) for at, new in edits),
        cleared=tuple(cleared),
        removed=tuple(removed),
    )
