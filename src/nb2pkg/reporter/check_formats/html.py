"""Findings as one HTML page: no script, nothing loaded, everything from the notebooks escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from nb2pkg.model.finding import NOWHERE, Severity
from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding, RuleInfo, Status
from nb2pkg.reporter.escaping import printable
from nb2pkg.reporter.finding_text import CURES, place_of, totals
from nb2pkg.reporter.format import CheckFormat

WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
WIDEST = 400  # of a source line that is shown
STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #fff; --card: #f6f8fa;
  --error: #b42318; --warning: #8a5a00; --note: #0b5cad; --mark: #ffe1dc; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --line: #30363d; --paper: #0d1117;
  --card: #161b22; --error: #ff8a7a; --warning: #e3b341; --note: #79b8ff; --mark: #5c2320; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; word-break: break-all; }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: .9em; }
p { margin: .25rem 0; } .soft { color: var(--soft); }
ol { list-style: none; margin: 0; padding: 0; }
li { border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 6px; background: var(--card);
  margin: 0 0 .75rem; padding: .6rem .9rem; }
li.error { --tone: var(--error); } li.warning { --tone: var(--warning); } li.note { --tone: var(--note); }
.level { color: var(--tone); font-weight: 600; } .code { font-weight: 600; }
pre { margin: .4rem 0 0; padding: .4rem .6rem; overflow-x: auto; background: var(--paper); border-radius: 4px; }
mark { background: var(--mark); color: inherit; border-radius: 2px; }
details { margin-top: .4rem; } summary { cursor: pointer; color: var(--soft); }
@media print { details { display: none; } li { break-inside: avoid; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def _render(report: CheckReport) -> str:
    return "\n".join(_lines(report)) + "\n"


def _text(text: str) -> str:
    return escape(printable(text), quote=True)


def _lines(report: CheckReport) -> Iterator[str]:
    rules = {rule.code: rule for rule in report.rules}
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>nb2pkg check</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>"
    verdict = "Not ready" if report.number_failing else "Nothing stands in the way"
    yield f"<h1>{verdict}</h1>\n<p>{_text(totals(report.notebooks))}.</p>"
    yield f'<p class="soft">nb2pkg {_text(report.version)}. Nothing was executed.</p>'
    for notebook in report.notebooks:
        if notebook.findings or notebook.status is not Status.CHECKED:
            yield from _notebook(notebook, rules)
    yield "</main>\n</body>\n</html>"


def _notebook(notebook: CheckedNotebook, rules: dict[str, RuleInfo]) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(notebook.path)}</h2>"
    if notebook.status is not Status.CHECKED:
        yield f"<p>{_text(notebook.reason)} {_text(notebook.hint)}</p>"
    yield "<ol>"
    for placed in notebook.findings:
        yield from _finding(placed, rules.get(placed.finding.code))
    yield "</ol>\n</section>"


def _finding(placed: PlacedFinding, rule: RuleInfo | None) -> Iterator[str]:
    finding = placed.finding
    word = WORDS[finding.severity]
    yield f'<li class="{word}">'
    level, code = f'<span class="level">{word}</span>', f'<span class="code">{_text(finding.code)}</span>'
    yield f"<p>{level} {code} {_message(finding.message)}</p>"
    where = ", ".join(part for part in (place_of(placed), placed.heading and f"below “{placed.heading}”") if part)
    yield f'<p class="soft">{_text(where)}</p>'
    if placed.cell != NOWHERE and finding.output is None and placed.source_line.strip():
        yield f"<pre>{_source(placed)}</pre>"
    for related in finding.because:
        yield f'<p class="soft">cell {related.at.cell + 1}, line {related.at.line}: {_message(related.message)}</p>'
    if rule is not None:
        yield f"<details><summary>Why, and how to mend it</summary><p>{_message(rule.summary)}</p>"
        yield "".join(f"<p>{_message(part)}</p>" for part in rule.explanation.split("\n\n"))
        yield f"<p>{_message(CURES[finding.cure])}</p></details>" if CURES[finding.cure] else "</details>"
    yield "</li>"


def _message(message: str) -> str:
    """What stands between backticks is code."""
    pieces = [_text(" ".join(piece.split())) if "\n" in piece else _text(piece) for piece in message.split("`")]
    if len(pieces) % 2 == 0:
        return _text(message)
    return "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces))


def _source(placed: PlacedFinding) -> str:
    """The author's line with the place marked; the part around it of a very long one."""
    line = placed.source_line
    at, end = placed.caret_start, placed.caret_end
    start = max(0, at - WIDEST // 2) if len(line) > WIDEST else 0
    before, marked = line[start:at], line[at : min(end, start + WIDEST)]
    after = line[max(end, at) : start + WIDEST]
    return _text(before) + (f"<mark>{_text(marked)}</mark>" if marked else "") + _text(after)


FORMAT = CheckFormat(name="html", suffix=".html", render=_render)
