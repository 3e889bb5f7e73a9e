"""Stored outputs: text, tables made anew of nothing but their rows, images of checked kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from nb2pkg.model.page import PageOutput
from nb2pkg.reporter.markup import text

_SPANS, _SMALL = ("rowspan", "colspan"), re.compile(r"[1-9][0-9]?", re.ASCII)
MOST_LINES, MOST_ROWS, LONGEST = 14, 12, 1_500


def outputs(some: tuple[PageOutput, ...]) -> str:
    """All outputs of a cell; a focusable region, for it may scroll."""
    shown = [one for output in some for one in _output(output)]
    return f'<div class="out" role="group" aria-label="Output">{"".join(shown)}</div>' if shown else ""


def _output(output: PageOutput) -> Iterator[str]:
    if output.image:
        yield f'<img src="{text(output.image)}" alt="Figure of this cell">'
    elif output.table:
        yield _table(output.table)
    elif output.text.strip():
        lines = output.text.rstrip().split("\n")
        more = f"\n… {len(lines) - MOST_LINES} more lines" if len(lines) > MOST_LINES else ""
        kind = "err" if output.kind == "error" else "txt"
        cut = "\n".join(line[:LONGEST] for line in lines[:MOST_LINES])
        # it may scroll: keys must reach it
        yield f'<pre class="{kind}" tabindex="0" role="group" aria-label="Text of the output">{text(cut)}{more}</pre>'


def _table(html: str) -> str:
    reader = _Rows()
    reader.feed(html[:200_000])
    rows = [
        "<tr>" + "".join(f"<{tag}>{text(' '.join(value.split())[:200])}</{tag[:2]}>" for tag, value in row) + "</tr>"
        for row in reader.rows[:MOST_ROWS]
    ]
    more = len(reader.rows) - MOST_ROWS
    note = f'<p class="soft">… {more} more rows</p>' if more > 0 else ""
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>{"".join(rows)}</table></div>{note}'
    )


class _Rows(HTMLParser):
    """Rows of (tag with its spans, text); whatever else is in the table is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self._cell = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a row or a cell."""
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append((tag + "".join(_spans(attrs)), ""))
            self._cell = tag
        elif tag in {"style", "script"}:
            self._cell = ""

    def handle_endtag(self, tag: str) -> None:
        """Ends a cell."""
        if tag in {"td", "th"}:
            self._cell = ""

    def handle_data(self, data: str) -> None:
        """Adds to the cell."""
        if self._cell and self.rows and self.rows[-1]:
            tag, before = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, before + data)


def _spans(attributes: list[tuple[str, str | None]]) -> Iterator[str]:
    for name, value in attributes:
        if name in _SPANS and value and _SMALL.fullmatch(value):
            yield f' {name}="{value}"'
