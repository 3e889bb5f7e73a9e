"""A verdict as Markdown, for a comment or a job's summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pkg.model.verdict import BAD, Comparison, Level, Result, Verdict
from nb2pkg.reporter.format import VerifyFormat
from nb2pkg.reporter.markdown_text import markdown_code, markdown_text
from nb2pkg.reporter.verdict_text import GAPS, circumstances, function_rows, headline, nearly, reasons, those, where

_MARKS = {Result.SAME: "✅", Result.PARTLY: "🟡", Result.DIFFERENT: "❌", Result.UNKNOWN: "❔"}


def _render(verdict: Verdict) -> str:
    return "\n".join(_lines(verdict)) + "\n"


def _lines(verdict: Verdict) -> Iterator[str]:
    yield f"## {_MARKS[verdict.result]} nb2pkg verify: {markdown_text(headline(verdict))}"
    yield ""
    yield f"{markdown_code(verdict.notebook)} beside {markdown_code(verdict.package)}"
    yield from (f"- {markdown_text(reason)}" for reason in ["", *reasons(verdict)] if reason)
    yield from _table(verdict)
    yield from _section("Differences", those(verdict, tuple(BAD)))
    yield from _section("Not compared", those(verdict, GAPS))
    yield from _section("The same but for what is told", nearly(verdict))
    yield ""
    yield from (f"- {markdown_text(line)}" for line in circumstances(verdict))


def _table(verdict: Verdict) -> Iterator[str]:
    rows = function_rows(verdict)
    if rows:
        yield ""
        yield f"| Function | {' | '.join(level.value for level in Level)} | First difference |"
        yield "| --- | --- | --- | --- | --- |"
        for row in rows:
            yield f"| {markdown_text(row.name)} | {' | '.join(row.shares)} | {markdown_text(row.first)} |"


def _section(title: str, comparisons: Sequence[Comparison]) -> Iterator[str]:
    if comparisons:
        yield from ("", f"### {title}", "")
    for one in comparisons:
        function = f"{markdown_code(one.function)}, " if one.function else ""
        said = f": {markdown_text(one.detail)}" if one.detail else ""
        yield f"- {one.outcome.value}: {function}{markdown_text(where(one))}{said}"


FORMAT = VerifyFormat(name="markdown", suffix=".md", render=_render)
