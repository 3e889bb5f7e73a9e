"""An audit as lines of styled pieces: what the plain and the coloured format share."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.audit import Audit, AuditItem, State
from nb2pkg.reporter.check_lines import Line, Style
from nb2pkg.reporter.escaping import printable

SECTIONS = (
    (State.FAILED, "Failed", Style.ERROR),
    (State.UNKNOWN, "Not checked", Style.WARNING),
    (State.PERSON, "Only a person can fill in", Style.NOTE),
)
HEAD = ("", "passed", "failed", "not checked", "for a person")


def audit_lines(audit: Audit) -> Iterator[Line]:
    """The grade, points by category, what is open, and the next three things to do."""
    yield ((Style.TITLE, headline(audit)),)
    yield ()
    yield from _table(audit)
    for state, title, style in SECTIONS:
        yield from _section(title, audit.of_state(state), style)
    yield from _next(audit)
    yield ()
    yield ((Style.ASIDE, printable(said_of_tools(audit))),)


def headline(audit: Audit) -> str:
    """The grade and what it comes from."""
    weakest = audit.weakest
    return printable(
        f"{audit.package}: grade {audit.grade}, that of its weakest category: "
        f"{weakest.category.value}, {weakest.passed} of {weakest.applicable}"
    )


def said_of_tools(audit: Audit) -> str:
    """Which programs were asked, and which said nothing."""
    return "Nothing of the package was imported or run. Asked: " + "; ".join(f"{n} {what}" for n, what in audit.tools)


def rows(audit: Audit) -> list[tuple[str, ...]]:
    """The table's rows: points by category, of those of which something applies."""
    return [
        (s.category.value, f"{s.passed} of {s.applicable}", *(str(n or "") for n in (s.failed, s.unknown, s.person)))
        for s in audit.scores
        if s.applicable
    ]


def _table(audit: Audit) -> Iterator[Line]:
    found = rows(audit)
    widths = [max(len(row[n]) for row in (HEAD, *found)) for n in range(len(HEAD))]
    yield ((Style.TITLE, _aligned(HEAD, widths)),)
    yield from (((Style.PLAIN, _aligned(row, widths)),) for row in found)


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _section(title: str, items: tuple[AuditItem, ...], style: Style) -> Iterator[Line]:
    if not items:
        return
    yield ()
    yield ((Style.TITLE, title),)
    for item in items:
        required = " (required)" if item.is_required else ""
        said = f": {printable(item.answer.said)}" if item.answer.said else ""
        yield ((style, f"  {item.number:>2} {item.name}{required}"), (Style.PLAIN, said))


def _next(audit: Audit) -> Iterator[Line]:
    if not audit.next_steps:
        return
    yield ()
    yield ((Style.TITLE, "Next"),)
    for number, item in enumerate(audit.next_steps, start=1):
        yield ((Style.PLAIN, f"  {number}. {printable(item.answer.todo)}"), (Style.ASIDE, f"  ({item.name})"))
