"""The whole page: the verdict, all notebooks in a table, then one after the other, the worst first."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.review import Kind, NotebookReview, ReviewReport
from nb2pkg.reporter.markup import message, table_head, text
from nb2pkg.reporter.page.frame import framed
from nb2pkg.reporter.review_order import worst_first
from nb2pkg.reporter.review_page.notebook import grade_change, notebook
from nb2pkg.reporter.review_text import cells_in_words, verdict

_HEAD = ("Notebook", "Readiness", "Introduced", "Fixed", "Stay", "Cells")
UNREAD = (Kind.SKIPPED, Kind.UNREADABLE)


def render_review(review: ReviewReport) -> str:
    """One HTML file, which needs no other file and no network."""
    return "\n".join(framed("nb2pkg review", _top(review), _main(review), version=review.version)) + "\n"


def _top(review: ReviewReport) -> Iterator[str]:
    said = verdict(review)
    look, word = ("error", "Fails") if review.number_failing else ("good", "Passes")
    yield '<header class="top"><div class="wide">'
    yield f"<h1>{text(said[:1].upper() + said[1:])}</h1>"
    commits = f"<code>{text(review.base[:12])}</code> to <code>{text(review.head[:12])}</code>"
    yield f'<p><span class="pill {look}">{word}</span> <span class="soft">{commits}</span></p>'
    yield "</div></header>"


def _main(review: ReviewReport) -> Iterator[str]:
    shown = [one for one in worst_first(review) if one.kind not in UNREAD]
    rules = {rule.code: rule for rule in review.rules}
    yield '<div class="wide">'
    if shown:
        yield '<section><h2>Notebooks</h2><div class="scroll" tabindex="0" role="group" aria-label="Notebooks">'
        yield table_head(_HEAD)
        yield from (_row(one, number) for number, one in enumerate(shown))
        yield "</tbody></table></div></section>"
    yield from _unread(review)
    for number, one in enumerate(shown):
        yield from notebook(one, rules, prefix=f"n{number}")
    yield "</div>"


def _row(one: NotebookReview, number: int) -> str:
    worst = one.introduced[0].finding.severity.value if one.introduced else "plain"
    new = f'<span class="pill {worst}">{len(one.introduced)}</span>' if one.introduced else 0
    counts = (grade_change(one), new, len(one.fixed), len(one.staying))
    cells = (
        f'<td><a href="#n{number}">{text(one.path)}</a></td>',
        *(f'<td class="few" data-name="{name}">{value}</td>' for name, value in zip(_HEAD[1:5], counts, strict=True)),
        f'<td data-name="{_HEAD[5]}">{text(cells_in_words(one.cells))}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>"


def _unread(review: ReviewReport) -> Iterator[str]:
    some = [one for one in review.notebooks if one.kind in UNREAD]
    if some:
        yield "<section><h2>Not looked at</h2><ul>"
        for one in some:
            look = ' <span class="pill error">cannot be read</span>' if one.kind is Kind.UNREADABLE else ""
            yield f"<li>{message(one.reason)} {message(one.hint)}{look}</li>"
        yield "</ul></section>"
