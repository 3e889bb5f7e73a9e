"""Text from notebooks in Markdown: it stays text, whatever it is made of."""

from __future__ import annotations

import re

from nb2pkg.reporter.escaping import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$^=:&])")
_REFERENCE = re.compile(
    r"[@#!$%~&](?=[\w\\\"])|:(?=//|\w)|www(?=\\\.)|\[(?=\\\[)|\bGH(?=\\-\d)", re.IGNORECASE
)  # begins a link


def markdown_text(text: str) -> str:
    """Plain text: nothing in it is markup, a link, HTML, a mention or an issue number.

    GitHub and GitLab look for mentions and numbers of issues when the markup is gone already: escaping does not help
    against that, an invisible joiner (U+2060) between the sign and the name does.

    >>> print(markdown_text("<b> @you #1 [x](y)"))
    \\<b\\> &#64;&#8288;you \\#&#8288;1 \\[x\\]\\(y\\)
    """
    escaped = _SPECIAL.sub(r"\\\1", printable(text))
    return _REFERENCE.sub(r"\g<0>&#8288;", escaped).replace("@", "&#64;").replace("\\|", "&#124;")


def markdown_code(text: str) -> str:
    """A code span that cannot be left: its fence is longer than any backticks in it.

    >>> print(markdown_code("a`b|c"))
    ``a`b|c``
    """
    shown = printable(text) or " "
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


def table_row(*cells: str) -> str:
    """A row of a table. Bars are left in code only, where a table wants them escaped and nothing else does.

    >>> print(table_row("1", markdown_code("a|b")))
    | 1 | `a\\|b` |
    """
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
