"""Markdown cells as HTML: headings, lists, paragraphs, code; links stay text, for a page that goes nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.reporter.markup import text

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
_INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)\s]*\)")
LONGEST = 20_000


def prose(markdown: str) -> str:
    """The cell. Headings become paragraphs of a class: the page has an outline of its own."""
    return "".join(_blocks(markdown[:LONGEST].split("\n")))


def _blocks(lines: list[str]) -> Iterator[str]:
    paragraph: list[str] = []
    items: list[str] = []
    fenced: list[str] | None = None
    for line in [*lines, ""]:
        if fenced is not None:
            if line.strip().startswith("```"):
                yield f"<pre>{text(chr(10).join(fenced))}</pre>"
                fenced = None
            else:
                fenced.append(line)
            continue
        heading, item = _HEADING.fullmatch(line.strip()), _ITEM.fullmatch(line)
        is_fence = line.strip().startswith("```")
        if (heading or item or is_fence or not line.strip()) and paragraph:
            yield f"<p>{_inline(' '.join(paragraph))}</p>"
            paragraph = []
        if items and not item:
            yield f"<ul>{''.join(f'<li>{_inline(one)}</li>' for one in items)}</ul>"
            items = []
        if heading:
            yield f'<p class="h h{len(heading[1])}">{_inline(heading[2])}</p>'
        elif item:
            items.append(item[1])
        elif is_fence:
            fenced = []
        elif line.strip():
            paragraph.append(line.strip())
    if fenced:
        yield f"<pre>{text(chr(10).join(fenced))}</pre>"


def _inline(line: str) -> str:
    pieces, at = [], 0
    for found in _INLINE.finditer(line):
        pieces.append(text(line[at : found.start()]))
        code, strong, link = found.groups()
        pieces.append(f"<code>{text(code)}</code>" if code else f"<strong>{text(strong)}</strong>" if strong else "")
        pieces.append(text(link or ""))
        at = found.end()
    return "".join(pieces) + text(line[at:])
