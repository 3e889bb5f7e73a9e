"""An audit as Markdown, for a ticket or a wiki. What comes from the package is escaped."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.audit import Audit, AuditItem
from nb2pkg.reporter.audit_lines import HEAD, SECTIONS, headline, rows, said_of_tools
from nb2pkg.reporter.format import AuditFormat
from nb2pkg.reporter.markdown_text import markdown_message, markdown_text


def _render(audit: Audit) -> str:
    return "\n".join(_lines(audit)) + "\n"


def _lines(audit: Audit) -> Iterator[str]:
    yield f"## {markdown_text(headline(audit))}"
    yield ""
    yield f"| {' | '.join(HEAD)} |"
    yield f"|{' --- |' * len(HEAD)}"
    yield from (f"| {' | '.join(row)} |" for row in rows(audit))
    for state, title, _ in SECTIONS:
        if items := audit.of_state(state):
            yield from ("", f"### {title}", "", *(_item(item) for item in items))
    if audit.next_steps:
        yield from ("", "### Next", "")
        yield from (f"{n}. {markdown_message(item.answer.todo)}" for n, item in enumerate(audit.next_steps, start=1))
    yield from ("", markdown_text(said_of_tools(audit)))


def _item(item: AuditItem) -> str:
    required = ", required" if item.is_required else ""
    said = f" ({markdown_message(item.answer.said)})" if item.answer.said else ""
    return f"- **{item.number} {item.name}{required}**: {markdown_message(item.title)}{said}"


FORMAT = AuditFormat(name="markdown", suffix=".md", render=_render)
