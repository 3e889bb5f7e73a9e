"""A verdict as lines of styled pieces: what the plain and the coloured format share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pkg.model.verdict import BAD, Comparison, Level, Result, Verdict
from nb2pkg.reporter.check_lines import Line, Style
from nb2pkg.reporter.escaping import printable
from nb2pkg.reporter.verdict_text import GAPS, circumstances, function_rows, headline, nearly, reasons, those, where

_STYLES = {
    Result.SAME: Style.NOTE,
    Result.PARTLY: Style.WARNING,
    Result.DIFFERENT: Style.ERROR,
    Result.UNKNOWN: Style.WARNING,
}
WIDEST = 100  # of a first difference in the table


def verify_lines(verdict: Verdict) -> Iterator[Line]:
    """The verdict first, then function by function, the differences, what was not compared, the circumstances."""
    yield ((_STYLES[verdict.result], printable(headline(verdict))),)
    yield from (_plain(reason) for reason in reasons(verdict))
    yield from _table(verdict)
    yield from _section("Differences", those(verdict, tuple(BAD)), Style.ERROR)
    yield from _section("Not compared", those(verdict, GAPS), Style.WARNING)
    yield from _section("The same but for what is told", nearly(verdict), Style.NOTE)
    yield ()
    yield from (((Style.ASIDE, printable(line)),) for line in circumstances(verdict))


def _plain(text: str) -> Line:
    return ((Style.PLAIN, printable(text)),)


def _table(verdict: Verdict) -> Iterator[Line]:
    rows = function_rows(verdict)
    if not rows:
        return
    head = ("Function", *(level.value for level in Level))
    cells = [(printable(row.name), *row.shares) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(head, *cells, strict=True)]
    yield ()
    yield ((Style.TITLE, _aligned(head, widths) + "  first difference"),)
    for row, texts in zip(rows, cells, strict=True):
        first = printable(row.first)
        shown = first if len(first) <= WIDEST else first[: WIDEST - 3] + "..."
        yield ((Style.PLAIN, _aligned(texts, widths)), (Style.ERROR, f"  {shown}" if shown else ""))


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _section(title: str, comparisons: Sequence[Comparison], style: Style) -> Iterator[Line]:
    if not comparisons:
        return
    yield ()
    yield ((Style.TITLE, title),)
    for one in comparisons:
        function = f"{printable(one.function)}, " if one.function else ""
        said = f": {printable(one.detail)}" if one.detail else ""
        yield ((style, f"  {one.outcome.value}"), (Style.PLAIN, f"  {function}{printable(where(one))}{said}"))
