"""A review as Markdown of a limited size: the most important first, and what did not fit is said at the end."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import dedent

from nb2pkg.model.choices import Severity
from nb2pkg.model.finding import NOWHERE
from nb2pkg.model.report import PlacedFinding, RuleInfo
from nb2pkg.model.review import Kind, NotebookReview, ReviewReport
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable
from nb2pkg.reporter.finding_text import CURES
from nb2pkg.reporter.markdown_text import markdown_code, markdown_message, markdown_text, table_row
from nb2pkg.reporter.mending import mended_line
from nb2pkg.reporter.review_order import worst_first
from nb2pkg.reporter.review_picture import picture
from nb2pkg.reporter.review_text import cells_in_words, flow_lines, grades, place_in_words, verdict

MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SIGN = "<!-- nb2pkg review -->"  # by which an earlier comment is found again
MOST_ROWS, MOST_FINDINGS, WIDEST = 60, 25, 120
_RESERVED = 400  # bytes for what is said of what did not fit


def review_markdown(review: ReviewReport, *, most_bytes: int) -> str:
    """The whole report in at most so many bytes of UTF-8, which no limit in characters is below."""
    blocks = [("", _head(review)), *_sections(review)]
    kept: list[str] = []
    left_out: list[str] = []
    room = most_bytes - _RESERVED - len(SIGN)
    for what, block in blocks:
        size = len(block.encode()) + 2
        if size <= room and not (what and left_out and what.startswith("details")):
            kept.append(block)
            room -= size
        else:
            left_out.append(what)
    if left_out:
        kept.append(f"_Left out to stay below the limit of a comment: {_summed(left_out)}._")
    return "\n\n".join([*kept, SIGN]) + "\n"


def _summed(left_out: list[str]) -> str:
    details = sum(what.startswith("details") for what in left_out)
    others = [what for what in left_out if not what.startswith("details")]
    return ", ".join([*([f"details of {counted(details, 'notebook')}"] if details else []), *dict.fromkeys(others)])


def _head(review: ReviewReport) -> str:
    sign = "❌" if review.number_failing else "✅"
    lines = [f"## {sign} nb2pkg review: {verdict(review)}"]
    shown = [n for n in worst_first(review) if n.kind is not Kind.SKIPPED]
    if shown:
        lines += [
            "",
            "| Notebook | Readiness | Introduced | Fixed | Stay | Cells |",
            "| --- | :-: | --: | --: | --: | --- |",
        ]
        lines += [_row(notebook) for notebook in shown[:MOST_ROWS]]
        if len(shown) > MOST_ROWS:
            lines += ["", f"And {counted(len(shown) - MOST_ROWS, 'more notebook')}."]
    skipped = [n for n in review.notebooks if n.kind is Kind.SKIPPED]
    lines += ["", *(f"- {markdown_text(n.reason[:300])}" for n in skipped[:10])] if skipped else []
    lines += [f"- and {len(skipped) - 10} more skipped"] if len(skipped) > 10 else []
    return "\n".join(lines)


def _row(notebook: NotebookReview) -> str:
    path = markdown_code(_short(notebook.path))
    if notebook.kind is Kind.UNREADABLE:
        return table_row(path, "", markdown_text(notebook.reason[:300]), "", "", "")
    if notebook.old_path:
        path += f" (was {markdown_code(_short(notebook.old_path))})"
    elif notebook.kind in {Kind.ADDED, Kind.DELETED}:
        path += f" ({notebook.kind.value})"
    new = len(notebook.introduced)
    worst = f"{MARKS[notebook.introduced[0].finding.severity]} **{new}**" if new else "0"
    counts = (str(len(notebook.fixed)), str(len(notebook.staying)))
    return table_row(path, grades(notebook), worst, *counts, cells_in_words(notebook.cells))


def _short(path: str) -> str:
    return path if len(path) <= 200 else "…" + path[-199:]


def _sections(review: ReviewReport) -> Iterator[tuple[str, str]]:
    rules = {rule.code: rule for rule in review.rules}
    for notebook in worst_first(review):
        if text := "\n\n".join(_notebook(notebook)):
            is_open = " open" if notebook.introduced and len(review.notebooks) <= 3 else ""
            title = escape(printable(_short(notebook.path))).replace("@", "&#64;&#8288;")
            head = f"<details{is_open}><summary><code>{title}</code></summary>"
            yield "details of a notebook", f"{head}\n\n{text}\n\n</details>"
    codes = dict.fromkeys(p.finding.code for n in worst_first(review) for p in n.introduced)
    if explained := [_explained(rules[code]) for code in codes if code in rules]:
        text = "\n\n".join(explained[:20])
        yield "why the rules matter", f"<details><summary>Why, and how to mend it</summary>\n\n{text}\n\n</details>"


def _notebook(notebook: NotebookReview) -> Iterator[str]:
    if notebook.introduced:
        yield "**Introduced**"
        yield "\n".join(_finding(placed) for placed in notebook.introduced[:MOST_FINDINGS])
        if len(notebook.introduced) > MOST_FINDINGS:
            yield f"And {counted(len(notebook.introduced) - MOST_FINDINGS, 'more finding')}."
    if notebook.about_run:
        codes = ", ".join(sorted({f"{p.finding.code} {p.finding.name}" for p in notebook.about_run}))
        yield f"New only because cells were run again or moved, not counted: {markdown_text(codes)}."
    if notebook.fixed:
        yield "**Fixed**"
        yield "\n".join(_line(placed) for placed in notebook.fixed[:MOST_FINDINGS])
    if changes := [f"- {when} {what} {markdown_code(name[:WIDEST])}" for when, what, name in flow_lines(notebook.flow)][
        :40
    ]:
        yield "**Data flow**"
        yield "\n".join(changes)
    if drawn := picture(notebook):
        yield f"```mermaid\n{drawn}\n```"
    if package := [*_package(notebook)][:40]:
        yield "**The package that it would become**"
        yield "\n".join(package)


def _finding(placed: PlacedFinding) -> str:
    """An item of a list: what and where, the line, and the line as it should be."""
    lines = [_line(placed)]
    if placed.cell != NOWHERE and placed.finding.output is None and placed.source_line.strip():
        mended = mended_line(placed)
        before = _quoted(placed.source_line)
        if mended is None:
            lines += ["  ```python", f"  {before}", "  ```"]
        else:
            lines += ["  ```diff", f"  - {before}", *([f"  + {_quoted(mended)}"] if mended.strip() else []), "  ```"]
    fix, cure = placed.finding.fix, CURES[placed.finding.cure]
    if fix is not None:
        lines.append(f"  `nb2pkg check --fix`: {markdown_message(fix.description[:300])}")
    elif cure:
        lines.append(f"  {cure}.")
    return "\n".join(lines)


def _line(placed: PlacedFinding) -> str:
    finding = placed.finding
    said = markdown_message(finding.message[:600])
    name = markdown_text(f"{finding.code} {finding.name}")
    return f"- {MARKS[finding.severity]} {WORDS[finding.severity]} **{name}** {said} ({place_in_words(placed)})"


def _quoted(line: str) -> str:
    """A line that cannot end the fence that it stands in."""
    return printable(line[:WIDEST].rstrip()).replace("```", "`\u2060`\u2060`")


def _package(notebook: NotebookReview) -> Iterator[str]:
    change = notebook.package
    yield from (f"- new function {_named(name)}" for name in change.functions.added[:40])
    yield from (f"- no more function {_named(name)}" for name in change.functions.removed[:40])
    yield from (f"- {_named(was)} becomes {_named(now)}" for _, was, now in change.signatures[:40])
    yield from (f"- to look at in the conversion: {markdown_message(said[:300])}" for said in change.refusals.added)


def _named(name: str) -> str:
    return markdown_code(name if len(name) <= 2 * WIDEST else name[: 2 * WIDEST] + "…")


def _explained(rule: RuleInfo) -> str:
    parts = rule.explanation.split("\n\n")
    said = "\n\n".join(f"```python\n{dedent(p)}\n```" if p.startswith("    ") else p for p in parts)
    return f"**{rule.code} {rule.name}**: {rule.summary}\n\n{said}".rstrip()
