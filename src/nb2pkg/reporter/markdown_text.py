"""Text from notebooks in Markdown: it stays text, whatever it is made of."""

from __future__ import annotations

import re

from nb2pkg.reporter.escaping import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$^=:&])")


def markdown_text(text: str) -> str:
    """Plain text: nothing in it is markup, a link, HTML, a mention or an issue number.

    >>> print(markdown_text("<b> @you #1 [x](y)"))
    \\<b\\> &#64;you \\#1 \\[x\\]\\(y\\)
    """
    return _SPECIAL.sub(r"\\\1", printable(text)).replace("@", "&#64;")


def markdown_code(text: str) -> str:
    """A code span that cannot be left: its fence is longer than any backticks in it, bars do not end a table's cell.

    >>> print(markdown_code("a`b|c"))
    ``a`b\\|c``
    """
    shown = printable(text).replace("|", "\\|") or " "
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def markdown_message(message: str) -> str:
    """A finding's message: what stands between backticks in it is code, all else is text.

    >>> print(markdown_message("`df` is *changed*"))
    `df` is \\*changed\\*
    """
    pieces = message.split("`")
    if len(pieces) % 2 == 0:
        return markdown_text(message)
    return "".join(markdown_code(piece) if n % 2 else markdown_text(piece) for n, piece in enumerate(pieces))
