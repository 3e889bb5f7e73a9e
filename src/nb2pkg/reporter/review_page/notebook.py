"""What a change does to one notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nb2pkg.model.report import RuleInfo
from nb2pkg.model.review import CellChange, Fate, Kind, NotebookReview, Pictures
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.markup import message, table_head, text
from nb2pkg.reporter.page.badge import badge
from nb2pkg.reporter.page.findings import quoted_list
from nb2pkg.reporter.review_page.links import links
from nb2pkg.reporter.review_text import cells_in_words, flow_lines

_PICTURES = {Pictures.OTHER: "another picture", Pictures.SAME: "drawn again the same"}
MOST = 100  # items of a list
_HEAD = ("Cell", "What became of it", "Lines", "It begins with")
_LOOKS = {Fate.ADDED: "good", Fate.REMOVED: "error", Fate.CHANGED: "warning"}


def notebook(one: NotebookReview, rules: Mapping[str, RuleInfo], *, prefix: str) -> Iterator[str]:
    """Its part of the page, whose id is `prefix`."""
    yield f'<article class="change" id="{prefix}" aria-labelledby="{prefix}-title"><div class="hero">'
    yield (badge(one.after) if one.after else "") + "<div>"
    yield f'<h2 id="{prefix}-title">{text(one.path)}</h2>'
    about = [f"was {text(one.old_path)}" if one.old_path else "", "" if one.kind is Kind.MODIFIED else one.kind.value]
    about += [f"readiness {grade_change(one)}", text(cells_in_words(one.cells))]
    yield f'<p class="soft">{"; ".join(part for part in about if part)}</p></div></div>'
    yield from _findings(one, rules)
    yield from _cells(one)
    yield from _flow(one, prefix)
    yield from _package(one)
    yield "</article>"


def grade_change(one: NotebookReview) -> str:
    """`C to A`, or the one grade that there is."""
    grades = dict.fromkeys(version.grade for version in (one.before, one.after) if version)
    return ' <span aria-hidden="true">→</span><span class="off"> to </span> '.join(
        f"<b>{grade}</b>" for grade in grades
    )


def _findings(one: NotebookReview, rules: Mapping[str, RuleInfo]) -> Iterator[str]:
    if one.introduced:
        listed = quoted_list(one.introduced[:MOST], rules)
        yield f"<section><h3>Introduced</h3>{listed}{_more(len(one.introduced))}</section>"
    if one.about_run:
        codes = ", ".join(sorted({f"{p.finding.code} {p.finding.name}" for p in one.about_run}))
        yield f'<p class="none">New only because cells were run again or moved, not counted: {text(codes)}.</p>'
    for title, some in (("Fixed", one.fixed), ("Stay", one.staying)):
        if some:
            said = f"{title}: {counted(len(some), 'finding')}"
            yield f"<details><summary>{said}</summary>{quoted_list(some[:MOST], rules)}{_more(len(some))}</details>"


def _more(number: int) -> str:
    return f'<p class="soft">And {number - MOST} more.</p>' if number > MOST else ""


def _cells(one: NotebookReview) -> Iterator[str]:
    told = [change for change in one.cells if change.fate is not Fate.RERUN or change.has_new_outputs]
    rerun = len(one.cells) - len(told)
    if not told and not rerun:
        return
    yield "<section><h3>Cells</h3>"
    if told:
        yield f"{table_head(_HEAD)}{''.join(_cell(change) for change in told[:MOST])}</tbody></table>{_more(len(told))}"
    if rerun:
        more = "more " if told else ""
        yield f'<p class="soft">{counted(rerun, f"{more}cell")} run again, with outputs that look the same.</p>'
    yield "</section>"


def _cell(change: CellChange) -> str:
    number = f"{change.after + 1}" if change.after is not None else f"was {(change.before or 0) + 1}"
    fate = f'<span class="pill {_LOOKS.get(change.fate, "plain")}">{change.fate.value}</span>'
    fate += ' <span class="pill plain">moved</span>' if change.is_moved and change.fate is not Fate.MOVED else ""
    other = _PICTURES.get(change.pictures, "other outputs" if change.has_new_outputs else "")
    fate += f' <span class="pill plain">{other}</span>' if other else ""
    added, removed = change.lines_added, change.lines_removed
    lines = (f'<span class="ins">+{added}</span> ' if added else "") + (
        f'<span class="del">-{removed}</span>' if removed else ""
    )
    few, title = '<td class="few">', text(change.title)
    return f"<tr>{few}{number}</td><td>{fate}</td>{few}{lines}</td><td><code>{title}</code></td></tr>"


def _flow(one: NotebookReview, prefix: str) -> Iterator[str]:
    items = [f"<li>{when} {what} <code>{text(name)}</code></li>" for when, what, name in flow_lines(one.flow)]
    drawn = links(one, prefix=prefix)
    if items or drawn:
        yield "<section><h3>Data flow</h3>"
        yield f"<ul>{''.join(items[:MOST])}</ul>{_more(len(items))}" if items else ""
        yield drawn + "</section>"


def _package(one: NotebookReview) -> Iterator[str]:
    change = one.package
    items = [f"new function <code>{text(name)}</code>" for name in change.functions.added]
    items += [f"no more function <code>{text(name)}</code>" for name in change.functions.removed]
    items += [f"<code>{text(was)}</code> becomes <code>{text(now)}</code>" for _, was, now in change.signatures]
    items += [f"to look at in the conversion: {message(said)}" for said in change.refusals.added]
    if items:
        listed = "".join(f"<li>{item}</li>" for item in items[:MOST])
        yield f"<section><h3>The package that it would become</h3><ul>{listed}</ul>{_more(len(items))}</section>"
