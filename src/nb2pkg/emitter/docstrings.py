"""Markdown above a cell becomes the docstring: plain text, wrapped, safe to stand in Python."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from nb2pkg.model.notebook import Notebook, Prose

WIDTH = 84
MOST_LINES = 6
MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[/!a-zA-Z][^>\n]{0,200}>")
ANNOUNCEMENT = re.compile(r"(^|(?<=[.!?])\s)[^.!?]*:$")  # of a list, a formula or code, which is not copied
BULLET = re.compile(r"(?:[-*+]|\d+[.)]) +")
ITEM = re.compile(rf"\n(?=\s*{BULLET.pattern})")
WORD = re.compile(r"[^\W\d_]{2}")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def docstring_lines(
    name: str, prose: Sequence[Prose], cells: Sequence[int], source: str, *, title: str = ""
) -> list[str]:
    """Summary, what the author wrote, and where it comes from (cells counted from 1).

    The heading and the text right above the code tell what all of it is for; what stands between its cells does not.
    """
    above = [p for p in prose if p.index < min(cells)]
    within = [p for p in prose if p.index > min(cells)]
    headings = [plain(p.heading) for p in above if p.heading != title and WORD.search(p.heading)]
    summary = _sentence(headings[-1] if headings else name.replace("_", " "))
    lines = textwrap.wrap(summary, WIDTH - 8)[:1] or [name]
    said = _author_text([*reversed(above), *within])
    if said:
        lines += ["", *said]
    return [*lines, "", _origin(cells, source)]


def _author_text(prose: Sequence[Prose]) -> list[str]:
    """The first paragraph of text in the first of the cells that has one, shortened."""
    for piece in prose:
        body = "\n".join(line for line in piece.markdown.splitlines() if not line.lstrip().startswith("#"))
        if re.search(r"^\s*(```|\||\$\$|    )|\\begin\{", body, re.M):
            continue
        paragraphs = [_lines(part) for part in re.split(r"\n\s*\n", body)]
        wrapped = next((lines for lines in paragraphs if len(" ".join(lines)) > 20), [])
        if wrapped:
            return wrapped if len(wrapped) <= MOST_LINES else [*wrapped[: MOST_LINES - 1], "[...]"]
    return []


def _lines(paragraph: str) -> list[str]:
    """The paragraph as lines of plain text; items of a list begin lines of their own."""
    items = [ANNOUNCEMENT.sub("", plain(item)) for item in ITEM.split(paragraph)]
    return [line for item in items for line in textwrap.wrap(item, WIDTH, subsequent_indent=_indent(item))]


def _indent(item: str) -> str:
    found = BULLET.match(item)
    return " " * len(found[0]) if found else ""


def introduction(notebook: Notebook) -> list[str]:
    """What the author wrote below the notebook's title; empty for nothing."""
    opening = opening_of(notebook)
    return _author_text([opening]) if opening is not None else []


def opening_of(notebook: Notebook) -> Prose | None:
    """The cell with the notebook's title, if it is about all of the notebook and not about what follows it.

    That is the first heading, of level 1 or above all code.
    """
    first = next((p for p in notebook.prose if p.heading), None)
    if first is None or first.heading != notebook.title:
        return None
    is_above = not notebook.cells or first.index < notebook.cells[0].index
    return first if first.level == 1 or is_above else None


def plain(text: str) -> str:
    """Markdown as plain text on one line: links by their words, no emphasis, no HTML, nothing unprintable."""
    text = LINK.sub(r"\1", MARKUP.sub("", text))
    text = re.sub(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?)])[*_](?!\w)", "", text)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def named(text: str) -> str:
    """A title, or the name of a file, as it may stand anywhere in a docstring: it can neither end it nor escape."""
    return plain(text).replace("\\", "").replace('"', "'")


def _sentence(text: str) -> str:
    text = re.sub(r"^[\d.]+[.)]?\s+|^[\d.]+\)\s*", "", text).rstrip(":").strip()
    if not text:
        return text
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def _origin(cells: Sequence[int], source: str) -> str:
    first, last = min(cells) + 1, max(cells) + 1
    return f"From {source}, " + (f"cell {first}." if first == last else f"cells {first} to {last}.")


def quoted(lines: Sequence[str], *, depth: int = 1) -> str:
    """Python source of a docstring that stands at the top of a module, or (depth 1) in a function."""
    indent = "    " * depth
    text = f"\n{indent}".join(line.rstrip() for line in lines).replace(f"\n{indent}\n", "\n\n")
    text = text.replace('"""', "'''")
    raw = "r" if "\\" in text else ""
    if text.endswith(('"', "\\")):
        text += " "
    return f'{raw}"""{text}\n{indent}"""' if "\n" in text else f'{raw}"""{text}"""'
