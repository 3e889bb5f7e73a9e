"""Python as HTML: a span for each kind of token, a line for each line."""

from __future__ import annotations

import io
import keyword
import tokenize
from collections.abc import Iterator, Mapping

from nb2pkg.reporter.markup import text

LONGEST, MOST_LINES = 2_000, 400  # characters of a line, lines of a cell that are shown
_CLASSES = {tokenize.STRING: "s", tokenize.NUMBER: "n", tokenize.COMMENT: "c"}


def code(source: str, *, marks: Mapping[int, str] | None = None) -> str:
    """The lines; `marks` gives lines (from 1) the class of what is found there."""
    marked = marks or {}
    lines = list(_lines(source))
    shown = [
        f'<span class="l {marked[number]}">{line}</span>' if number in marked else f'<span class="l">{line}</span>'
        for number, line in enumerate(lines[:MOST_LINES], 1)
    ]
    if len(lines) > MOST_LINES:
        shown.append(f'<span class="l more">… {len(lines) - MOST_LINES} more lines</span>')
    return f"<pre><code>{''.join(shown)}</code></pre>"


def code_box(source: str, *, label: str, marks: Mapping[int, str] | None = None) -> str:
    """The lines in a frame that scrolls, by keys too."""
    return f'<div class="source" tabindex="0" role="group" aria-label="{text(label)}">{code(source, marks=marks)}</div>'


def _lines(source: str) -> Iterator[str]:
    lines = source.split("\n")
    spans = _spans(source) if all(len(line) <= LONGEST for line in lines) else {}
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            yield text(line[:LONGEST]) + "…"
            continue
        at, pieces = 0, []
        for start, end, kind in spans.get(number, ()):
            if start >= at:
                pieces += [text(line[at:start]), f'<span class="{kind}">{text(line[start:end])}</span>']
                at = end
        yield "".join(pieces) + text(line[at:])


def _spans(source: str) -> dict[int, list[tuple[int, int, str]]]:
    """Line -> (start, end, class); as far as the source can be tokenised."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    lines = source.split("\n")
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if kind := _class(token):
                (first, start), (last, end) = token.start, token.end
                for number in range(first, last + 1):
                    stop = end if number == last else len(lines[number - 1])
                    found.setdefault(number, []).append((start if number == first else 0, stop, kind))
    except (tokenize.TokenError, SyntaxError, IndexError):
        pass  # magics, broken cells: the rest stays plain
    return found


def _class(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return "k" if keyword.iskeyword(token.string) else ""
    return _CLASSES.get(token.type, "")
