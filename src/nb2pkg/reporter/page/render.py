"""The whole page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from nb2pkg.model.finding import NOWHERE, Severity
from nb2pkg.model.page import NotebookPage, PageReport
from nb2pkg.model.report import RuleInfo
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.markup import message, text
from nb2pkg.reporter.page.badge import badge
from nb2pkg.reporter.page.code import code_box
from nb2pkg.reporter.page.findings import WORDS, found_list, worst_by_cell
from nb2pkg.reporter.page.frame import framed
from nb2pkg.reporter.page.graph import graph
from nb2pkg.reporter.page.steps import steps
from nb2pkg.reporter.page.verdict import verdict_section

VERDICTS = {
    "A": "Nothing in it that IT would reject, as far as reading can tell",
    "B": "Nearly ready",
    "C": "Needs work: IT would send it back",
    "D": "Much in it needs work, or something fails or leaks",
    "F": "Far from ready",
}


def render_page(report: PageReport) -> str:
    """One HTML file about all notebooks, which needs no other file and no network."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: PageReport) -> Iterator[str]:
    title = report.notebooks[0].path if len(report.notebooks) == 1 else counted(len(report.notebooks), "notebook")
    index = _index(report) if len(report.notebooks) > 1 or report.unread else ()
    yield from framed(f"{title}: nb2pkg report", index, _notebooks(report), version=report.version)


def _notebooks(report: PageReport) -> Iterator[str]:
    rules = {rule.code: rule for rule in report.rules}
    for number, page in enumerate(report.notebooks):
        yield from _notebook(page, rules, prefix=f"n{number}-" if len(report.notebooks) > 1 else "")


def _index(report: PageReport) -> Iterator[str]:
    yield '<nav class="wide" aria-label="Notebooks"><h2>Notebooks</h2><ul class="toc">'
    for number, page in enumerate(report.notebooks):
        grade = f'<span class="pill plain">{page.readiness.grade}</span>'
        yield f'<li><a href="#n{number}-top">{text(page.path)}</a> {grade}</li>'
    yield from (f"<li>{text(path)}: {message(why)}</li>" for path, why in report.unread)
    yield "</ul></nav>"


def _notebook(page: NotebookPage, rules: Mapping[str, RuleInfo], *, prefix: str) -> Iterator[str]:
    yield f'<article id="{prefix}top" aria-labelledby="{prefix}title">'
    yield from _head(page, prefix)
    yield '<div class="wide">'
    whole = [placed for placed in page.findings if placed.cell == NOWHERE]
    if whole:
        yield f"<section><h2>About the notebook as a whole</h2>{found_list(whole, rules)}</section>"
    yield from _flow(page, prefix)
    if page.trouble:
        yield f'<section><h2>No package yet</h2><p class="none">{message(page.trouble)}</p></section>'
    yield from verdict_section(page.verdict)
    yield from _pipeline(page)
    yield "<section><h2>Cell by cell</h2>"
    yield '<div class="columns" aria-hidden="true"><span>The notebook</span><span>What it becomes</span></div>'
    yield from steps(page, rules, prefix=prefix)
    yield "</section>"
    yield from _settings(page)
    yield "</div></article>"


def _head(page: NotebookPage, prefix: str) -> Iterator[str]:
    counts = Counter(placed.finding.severity for placed in page.findings)
    pills = [
        f'<span class="pill {severity.value}">{counted(counts[severity], WORDS[severity])}</span>'
        for severity in Severity
        if counts[severity]
    ]
    yield f'<header class="top"><div class="wide"><div class="hero">{badge(page.readiness)}<div>'
    yield f'<h1 id="{prefix}title">{text(page.title or page.path)}</h1>'
    yield f'<p class="soft">{text(page.path)}</p>' if page.title else ""
    said = VERDICTS[page.readiness.grade]
    yield f"<p>{said}. {' '.join(pills) or 'Nothing found.'}</p></div></div>"
    yield f'<ul class="facts" aria-label="Readiness by family of rules">{"".join(_facts(page))}</ul></div></header>'


def _facts(page: NotebookPage) -> Iterator[str]:
    for family, points in page.readiness.families:
        meter = f'<meter min="0" max="100" low="41" high="75" optimum="100" value="{points}">{points}</meter>'
        yield f'<li><b>{points}</b><span class="small soft">{text(family)}</span>{meter}</li>'
    made = sum(function.is_step for function in page.functions)
    if made:
        code_cells = sum(cell.kind == "code" for cell in page.cells)
        yield f'<li><b>{code_cells} → {made}</b><span class="small soft">cells of code → functions</span></li>'


def _flow(page: NotebookPage, prefix: str) -> Iterator[str]:
    picture = graph(page, prefix=prefix, worst=worst_by_cell(page.findings))
    if not picture:
        return
    choices = (("fit", "fit", " checked"), ("one", "100 %", ""), ("two", "180 %", ""))
    zoom = "".join(
        f'<label><input type="radio" name="{prefix}zoom" class="z-{name}"{checked}> {label}</label>'
        for name, label, checked in choices
    )
    yield '<section><h2>From cells to functions</h2><div class="flow">'
    yield f'<fieldset class="zoom"><legend>Zoom</legend>{zoom}</fieldset>'
    yield f'<div class="canvas" tabindex="0" role="group" aria-label="Data flow">{picture}</div></div></section>'


def _pipeline(page: NotebookPage) -> Iterator[str]:
    if page.pipeline:
        yield "<section><h2>The pipeline</h2>"
        yield f"{code_box(page.pipeline, label='Pipeline')}</section>"


def _settings(page: NotebookPage) -> Iterator[str]:
    if page.settings:
        rows = "".join(
            f"<tr><td><code>{text(name)}</code></td><td>{text(default) or 'required'}</td><td>{text(kind)}</td></tr>"
            for name, default, kind in page.settings
        )
        head = "<tr><th>Setting</th><th>Default</th><th>Kind</th></tr>"
        yield f'<section><h2>Settings</h2><table class="list">{head}{rows}</table></section>'
    if page.requirements:
        items = " ".join(f'<span class="pill plain">{text(one)}</span>' for one in page.requirements)
        yield f"<section><h2>Requirements</h2><p>{items}</p></section>"
    if page.refusals:
        rows = "".join(
            f"<tr><td>cell {cell + 1}</td><td>{message(what)}</td><td>{message(remedy)}</td></tr>"
            for cell, what, remedy in page.refusals
        )
        head = "<tr><th>Where</th><th>What was kept as it is</th><th>What would lift it</th></tr>"
        yield f'<section><h2>To look at</h2><table class="list">{head}{rows}</table></section>'
