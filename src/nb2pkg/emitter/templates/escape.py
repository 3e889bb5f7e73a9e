"""Text of the notebook's author in files of other languages: nobody's title may become markup, a link or a TOML key."""

from __future__ import annotations

import json
import re
import unicodedata

# Whatever opens emphasis, code, links, images, HTML, entities, tables, headings, mathematics or strike-through.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~&#!$])")
# GitHub makes links of bare addresses; a backslash in their middle stops it and is not shown.
_BARE_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str, *, most: int = 200) -> str:
    """`text` without line breaks, control and direction characters, cut after `most` characters."""
    visible = "".join(" " if _is_control(c) else c for c in text)
    flat = " ".join(visible.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def _is_control(character: str) -> bool:
    return character in _BIDI or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def markdown(text: str, *, most: int = 200) -> str:
    """`text` as it is, on one line of Markdown: no markup, no HTML, no links."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text, most=most))
    return _BARE_LINK.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", escaped)


def code(text: str, *, most: int = 200) -> str:
    """`text` as a code span that also holds in a table: a fence longer than any run of backticks in it."""
    flat = one_line(text, most=most).replace("|", "\\|")
    if not flat:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", flat)), default=0))
    room = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{room}{flat}{room}{fence}"


def sentence(text: str) -> str:
    """One of our own messages: names quoted by backticks become code spans, the rest is escaped."""
    parts = one_line(text, most=400).split("`")
    if len(parts) % 2 == 0:
        return markdown(text, most=400)
    return "".join(code(part) if index % 2 else _spaced(part) for index, part in enumerate(parts))


def _spaced(part: str) -> str:
    """Escaped, with the blanks at its ends, which part it from the code beside it."""
    inner = part.strip()
    return part.replace(inner, markdown(inner, most=400), 1) if inner else part


def toml_string(text: str) -> str:
    """`text` as a TOML basic string; TOML shares JSON's escapes."""
    return json.dumps(one_line(text, most=500), ensure_ascii=False)
