"""The table of CONVERSION.md: cell -> statements -> function -> module."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from nb2pkg.emitter.template import Subject
from nb2pkg.emitter.templates.escape import code, markdown
from nb2pkg.emitter.templates.outline import cell_label, lines_of
from nb2pkg.model.plan import Fate, Placement


def table(subject: Subject) -> Iterator[str]:
    """Neighbouring statements of one cell that went the same way share a row."""
    yield "| Cell | Statements | Lines | Became | In |"
    yield "| --- | --- | --- | --- | --- |"
    placements = sorted(subject.plan.placements, key=lambda p: p.ref)
    for _, group in groupby(placements, key=lambda p: (p.ref.cell, p.fate, p.module, p.name, p.reason)):
        yield _row(subject, list(group))


def _row(subject: Subject, group: list[Placement]) -> str:
    first, last = group[0], group[-1]
    lines = [span for p in group if (span := lines_of(subject.notebook, p.ref))]
    return " | ".join(
        (
            f"| {cell_label(subject.notebook, first.ref.cell)}",
            _span(first.ref.path[0] + 1, last.ref.path[0] + 1),
            _span(lines[0][0], lines[-1][1]) if lines else "",
            _became(first),
            _where(subject, first) + " |",
        )
    )


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _became(placement: Placement) -> str:
    reason = markdown(placement.reason)
    match placement.fate:
        case Fate.FUNCTION:
            return code(f"{placement.name}()")
        case Fate.CONSTANT:
            return f"constant {code(placement.name)}"
        case Fate.PARAMETER:
            return f"setting {code(placement.name)}"
        case Fate.IMPORT:
            return f"import of {code(placement.name)}" + (f" (left out: {reason})" if reason else "")
        case Fate.DROPPED:
            return f"left out: {reason}"
        case Fate.REFUSED:
            return f"**refused**: {reason}"


def _where(subject: Subject, placement: Placement) -> str:
    if placement.fate is Fate.IMPORT and not placement.reason:
        return "where it is used"
    if not placement.module:
        return ""
    return f"[{placement.module}.py]({subject.plan.up}src/{subject.plan.folder}/{placement.module}.py)"
