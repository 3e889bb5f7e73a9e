"""What a verification found, if there was one."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.page import PageVerdict
from nb2pkg.reporter.markup import text

MOST = 100
_CLASSES = {"same": "good", "different": "error"}


def verdict_section(verdict: PageVerdict | None) -> Iterator[str]:
    """The result, and what was not equal."""
    if verdict is None:
        return
    pills = " ".join(f'<span class="pill plain">{number} {text(outcome)}</span>' for outcome, number in verdict.counts)
    when = f' <span class="soft small">{text(verdict.date)}</span>' if verdict.date else ""
    look = _CLASSES.get(verdict.result, "warning")
    yield '<section><h2>Notebook and package, both run</h2><p><span class="pill '
    yield f'{look}">{text(verdict.result)}</span> {pills}{when}</p>'
    if verdict.differences:
        rows = "".join(
            f"<tr><td>{text(what)}</td><td>{text(outcome)}</td><td>{text(detail)}</td></tr>"
            for what, outcome, detail in verdict.differences[:MOST]
        )
        yield f'<table class="list"><tr><th>What</th><th>Outcome</th><th>Why</th></tr>{rows}</table>'
    yield "</section>"
