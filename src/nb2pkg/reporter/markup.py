"""Text from notebooks as HTML."""

from __future__ import annotations

import re
from html import escape

_INVISIBLE = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\U0010ffff]"
    r"|[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def text(value: str) -> str:
    r"""Text on one or more lines; control, bidirectional and invisible characters are spelled out.

    >>> text("<b>\x1b[31m")
    '&lt;b&gt;\\x1b[31m'
    """
    return escape(_INVISIBLE.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), value), quote=True)


def table_head(names: tuple[str, ...]) -> str:
    """The beginning of a table whose rows stand below each other where the page is narrow."""
    cells = "".join(f"<th>{text(name)}</th>" for name in names)
    return f'<table class="list stack"><thead><tr>{cells}</tr></thead><tbody>'


def message(said: str) -> str:
    """A sentence in which what stands between backticks is code."""
    pieces = text(said).split("`")
    if len(pieces) % 2 == 0:
        return text(said)
    return "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces))
