"""Findings as a list beside the cell that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nb2pkg.model.finding import NOWHERE, Severity
from nb2pkg.model.report import PlacedFinding, RuleInfo
from nb2pkg.reporter.finding_text import CURES
from nb2pkg.reporter.markup import message, text
from nb2pkg.reporter.mending import mended_line
from nb2pkg.reporter.review_text import place_in_words

WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
LONGEST = 400


def found_list(findings: Sequence[PlacedFinding], rules: Mapping[str, RuleInfo]) -> str:
    """All of them; nothing if there are none."""
    if not findings:
        return ""
    items = "".join(
        f'<li class="{p.finding.severity.value}">{"".join(_parts(p, rules, place=_line(p)))}</li>' for p in findings
    )
    return f'<ul class="found" aria-label="Findings">{items}</ul>'


def quoted_list(findings: Sequence[PlacedFinding], rules: Mapping[str, RuleInfo]) -> str:
    """The same for a page that does not show the cells: each with its cell and its line."""
    bodies = ("".join(_parts(p, rules, place=place_in_words(p), quote=_quote(p))) for p in findings)
    items = (f'<li class="{p.finding.severity.value}">{body}</li>' for p, body in zip(findings, bodies, strict=True))
    return f'<ul class="found">{"".join(items)}</ul>'


def _quote(placed: PlacedFinding) -> str:
    if placed.cell == NOWHERE or placed.finding.output is not None or not placed.source_line.strip():
        return ""
    return f'<pre><code><span class="l">{text(placed.source_line[:LONGEST].strip())}</span></code></pre>'


def marks(findings: Sequence[PlacedFinding]) -> dict[int, str]:
    """Line -> class of the worst finding that begins there; findings about outputs or whole cells mark none."""
    found: dict[int, PlacedFinding] = {}
    for placed in findings:
        before = found.get(placed.line)
        is_worse = before is None or placed.finding.severity.rank > before.finding.severity.rank
        if placed.finding.output is None and placed.end_column > 0 and is_worse:
            found[placed.line] = placed
    return {line: placed.finding.severity.value for line, placed in found.items()}


def worst_by_cell(findings: Sequence[PlacedFinding]) -> dict[int, str]:
    """Cell -> class of its worst finding."""
    ranked = sorted(findings, key=lambda placed: placed.finding.severity.rank)
    return {placed.cell: placed.finding.severity.value for placed in ranked}


def _line(placed: PlacedFinding) -> str:
    return "" if placed.cell == NOWHERE else f"line {placed.line}"


def _parts(placed: PlacedFinding, rules: Mapping[str, RuleInfo], *, place: str, quote: str = "") -> Iterator[str]:
    """`quote` is the line as it is, for where no line that mends it is shown."""
    finding = placed.finding
    level = finding.severity.value
    where = f' <span class="soft small">{place}</span>' if place else ""
    head = f'<b class="{level}">{WORDS[finding.severity]} {text(finding.code)}</b>'
    yield f"<p>{head} {message(finding.message)}{where}</p>"
    for related in finding.because[:4]:
        place = f"cell {related.at.cell + 1}, line {related.at.line}"
        yield f'<p class="soft small">{place}: {message(related.message)}</p>'
    mended = mended_line(placed)
    if mended is not None:
        before = f'<span class="l del">- {text(placed.source_line[:LONGEST])}</span>'
        after = f'<span class="l ins">+ {text(mended[:LONGEST])}</span>' if mended.strip() else ""
        yield f"<pre><code>{before}{after}</code></pre>"
    else:
        yield quote
    if finding.fix is not None:
        yield f'<p class="small"><code>nb2pkg check --fix</code>: {message(finding.fix.description)}</p>'
    elif CURES[finding.cure]:
        yield f'<p class="small">{message(CURES[finding.cure])}.</p>'
    if (rule := rules.get(finding.code)) is not None:
        yield f"<details><summary>Why it matters ({text(rule.name)})</summary><p>{message(rule.summary)}</p>"
        yield "".join(_explained(part) for part in rule.explanation.split("\n\n")) + "</details>"


def _explained(part: str) -> str:
    return f"<pre>{text(part)}</pre>" if part.startswith("    ") else f"<p>{message(part)}</p>"
