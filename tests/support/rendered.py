"""Markdown as GitHub shows it: rendered by its own renderer, and what of the result could do something."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

# What GitHub and GitLab make links, notices or pictures of in text that is not code.
REFERENCES = re.compile(r"(?<![\w.])@\w|[#!$%~&]\w|\bGH-\d|https?://\w|www\.\w|\w@\w|:[a-z_]+:|\[\[", re.IGNORECASE)
_INLINE = frozenset({"code", "strong", "em", "br"})


def github_html(markdown: str) -> str:
    """The page before anything is filtered out: raw HTML stays in it."""
    html: str = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    return html


class Rendered(HTMLParser):
    """`skeleton`: block elements as they open and close; `prose`: text outside of code, in pieces."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.skeleton: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.prose: list[str] = []
        self._code = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._code += tag in {"code", "pre"}
        if tag not in _INLINE:
            self.skeleton.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Notes its end."""
        self._code -= tag in {"code", "pre"}
        if tag not in _INLINE:
            self.skeleton.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """Notes text that programs of the forge look through."""
        if not self._code:
            self.prose.append(data)

    def handle_comment(self, data: str) -> None:
        """Notes a comment as an element of its own."""
        self.skeleton.append(f"!{data.strip()}")

    def references(self) -> list[str]:
        """All that would mention, link or show something else than itself."""
        return [found[0] for piece in self.prose for found in REFERENCES.finditer(piece)]
