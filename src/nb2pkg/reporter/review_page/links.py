"""The links between cells that came and went, as SVG: cells below each other, what they give each other beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nb2pkg.model.review import CellChange, Fate, Link, NotebookReview
from nb2pkg.reporter.markup import text

MOST = 24
ROW, X, WIDTH, RIGHT = 34, 12, 620, 260
_LOOKS = {Fate.ADDED: "added", Fate.REMOVED: "removed", Fate.CHANGED: "changed"}


def links(one: NotebookReview, *, prefix: str) -> str:
    """The picture in a box that scrolls; empty where no link changed."""
    some = one.flow.links[:MOST]
    if not some:
        return ""
    places = {cell: 10 + n * ROW for n, cell in enumerate(_ordered(some))}
    fates = {c.after if c.after is not None else -1 - (c.before or 0): c for c in one.cells}
    lanes = _lanes(some, places)
    parts = [_arc(link, places, lane) for link, lane in zip(some, lanes, strict=True)]
    parts += [_cell(cell, top, fates) + _taken(cell, top, some) for cell, top in places.items()]
    height, width = 10 + len(places) * ROW, X + WIDTH + RIGHT
    label = f"{len(some)} links between cells that came or went"
    left = len(one.flow.links) - len(some)
    more = f'<p class="soft">And {left} more.</p>' if left else ""
    return (
        f'<div class="flow"><div class="canvas" tabindex="0" role="group" aria-label="{label}">'
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{prefix}-flow"><title id="{prefix}-flow">{label}</title>{"".join(parts)}</svg>'
        f"</div></div>{more}"
    )


def _ordered(some: Sequence[Link]) -> list[int]:
    """Cells of the new version in order, then those that are gone."""
    ends = {end for link in some for end in (link.writer, link.reader)}
    return sorted(ends, key=lambda cell: (cell < 0, cell if cell >= 0 else -cell))


def _lanes(some: Sequence[Link], places: Mapping[int, int]) -> list[int]:
    """For each link a column of its own among those whose stretches overlap, as far left as can be."""
    taken: list[list[tuple[int, int]]] = []
    found = []
    for link in some:
        top, bottom = sorted((places[link.writer], places[link.reader]))
        lane = next(
            (n for n, stretches in enumerate(taken) if all(b <= top or bottom <= a for a, b in stretches)), None
        )
        if lane is None:
            lane = len(taken)
            taken.append([])
        taken[lane].append((top, bottom))
        found.append(lane)
    return found


def _arc(link: Link, places: Mapping[int, int], lane: int) -> str:
    x, kind = X + WIDTH, "arc" if link.is_added else "arc gone"
    y1, y2 = places[link.writer] + ROW * 0.5, places[link.reader] + ROW * 0.22
    reach = x + min(RIGHT - 10, 30 + 20 * lane)
    word = "now gives" if link.is_added else "no longer gives"
    title = f"<title>{_called(link.writer)} {word} {text(', '.join(link.names))} to {_called(link.reader)}</title>"
    curve = f"M{x} {y1:.1f}C{reach} {y1:.1f} {reach} {y2:.1f} {x + 3} {y2:.1f}"
    tip = f'<path class="{"tip" if link.is_added else "tip gone"}" d="M{x} {y2:.1f}l8 -4v8z"></path>'
    return f'<path class="{kind}" d="{curve}">{title}</path>{tip}'


def _taken(cell: int, top: int, some: Sequence[Link]) -> str:
    """What a cell now sees of others, and what no longer, at the right edge of its box."""
    pieces = []
    for sign, look, is_added in (("+", "ins", True), ("-", "del", False)):
        names = [name for link in some if link.reader == cell and link.is_added is is_added for name in link.names]
        if names:
            listed = ", ".join(dict.fromkeys(names))
            pieces.append(
                f'<tspan class="{look}">{sign} {text(listed if len(listed) <= 24 else listed[:23] + "…")}</tspan>'
            )
    if not pieces:
        return ""
    return f'<text class="tag" x="{X + WIDTH - 12}" y="{top + 17}">{" ".join(pieces)}</text>'


def _called(cell: int) -> str:
    return f"cell {cell + 1}" if cell >= 0 else f"former cell {-cell}"


def _cell(cell: int, top: int, fates: Mapping[int, CellChange]) -> str:
    change = fates.get(cell)
    look = _LOOKS.get(change.fate, "") if change else ""
    said = f"{_called(cell)}: {change.title}" if change and change.title else _called(cell)
    shown = said if len(said) <= 44 else said[:43] + "…"
    return (
        f'<g class="node {look}"><title>{text(said)}</title>'
        f'<rect x="{X}" y="{top}" width="{WIDTH}" height="{ROW - 8}" rx="6"></rect>'
        f'<text x="{X + 12}" y="{top + 17}">{text(shown)}</text></g>'
    )
