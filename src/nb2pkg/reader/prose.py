"""Markdown cells: their first heading, and the title of the notebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nb2pkg.model.notebook import Prose
from nb2pkg.patterns import pattern_of

LONGEST = 1_000  # characters of a line that are looked at: no heading has more, and patterns take their time
# `#Title` without a blank was a heading in the classic notebook, and is written by many.
_ATX = pattern_of(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^\W\d_]))(.*?)(?:[ \t]+#+)?[ \t]*")
_HTML = pattern_of(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
_UNDERLINED = pattern_of(r"\n {0,3}(?:=|--)")
_UNDERLINE = pattern_of(r" {0,3}(=+|-{2,})\s*")
_FENCE = pattern_of(r" {0,3}(```|~~~)")
_MARKS = (
    (re.compile(r"<[^>]+>"), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"\{[#.][^}]*\}|\{\{.*?\}\}"), ""),
    (re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!&])"), r"\1"),
    (re.compile(r"(?:&nbsp;|\s)+"), " "),
)

_MARKED = pattern_of(r"[^\w ,.:;'?/()-]|_|  ")  # most headings are not, and one look is less than seven


def read_prose(markdown: str, *, index: int) -> Prose:
    """A Markdown cell with its first heading."""
    level, heading = next(_headings(markdown), (0, "")) if _may_head(markdown) else (0, "")
    return Prose(index=index, markdown=markdown, heading=heading, level=level)


def _may_head(markdown: str) -> bool:
    if "#" in markdown or "<h" in markdown or "<H" in markdown:
        return True
    return "\n" in markdown and ("=" in markdown or "--" in markdown) and bool(_UNDERLINED.search(markdown))


def title_of(prose: Iterable[Prose], *, first_code: int) -> str:
    """The first heading of level 1, else the first heading, unless it begins one of several parts.

    That is one that follows code and has others of its level after it. `first_code`: the index of the first code cell.
    """
    headed = [item for item in prose if item.heading]
    for item in headed:
        if item.level == 1:
            return item.heading
    if not headed:
        return ""
    first, *others = headed
    is_part = first.index > first_code and any(item.level == first.level for item in others)
    return "" if is_part else first.heading


def _headings(markdown: str) -> Iterator[tuple[int, str]]:
    previous, fence = "", ""
    for whole in markdown.split("\n"):
        line = whole[:LONGEST]
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence:
            found = _heading_in(line, previous)
            if found and found[1]:
                yield found
        previous = "" if fence else line


def _heading_in(line: str, previous: str) -> tuple[int, str] | None:
    if "#" in line and (match := _ATX.fullmatch(line)):
        return len(match[1]), _plain(match[2])
    if "<" in line and (match := _HTML.search(line)):
        return int(match[1]), _plain(match[2])
    is_text = bool(previous.strip()) and not previous.lstrip().startswith(("#", "-", "*", ">", "|", "+", "<"))
    if is_text and (match := _UNDERLINE.fullmatch(line)):
        return 1 if match[1].startswith("=") else 2, _plain(previous)
    return None


def _plain(heading: str) -> str:
    if not _MARKED.search(heading):
        return heading.strip()
    for pattern, replacement in _MARKS:
        heading = pattern.sub(replacement, heading)
    return heading.strip()
