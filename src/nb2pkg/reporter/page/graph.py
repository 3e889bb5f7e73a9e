"""The data flow as SVG: cells on the left, the functions that they become on the right, data between functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nb2pkg.model.page import NotebookPage, PageCell, PageFunction
from nb2pkg.reporter.markup import text

ROW, BOX, GAP = 28, 52, 18  # heights
CELL_X, CELL_W, FUN_X, FUN_W, RIGHT = 12, 300, 440, 330, 150


def graph(page: NotebookPage, *, prefix: str, worst: Mapping[int, str]) -> str:
    """The picture; `prefix` begins the ids of cells and functions, `worst` is that of the cells' findings."""
    steps = sorted((f for f in page.functions if f.is_step), key=lambda function: function.cells[:1])
    code = [cell for cell in page.cells if cell.kind == "code" and cell.source.strip()]
    if not steps or not code:
        return ""
    middle = {cell.index: 24 + n * ROW + (ROW - 6) / 2 for n, cell in enumerate(code)}
    tops = _tops(steps, middle)
    height = int(max(24 + len(code) * ROW, *(top + BOX for top in tops.values())) + 16)
    width = FUN_X + FUN_W + RIGHT
    parts = [
        *(_wire(middle[c], tops[f.name] + BOX / 2, cell=c, function=f) for f in steps for c in f.cells if c in middle),
        *_arcs(page, tops),
        *(_cell(cell, middle[cell.index], prefix, worst.get(cell.index, "")) for cell in code),
        *(_function(function, tops[function.name], prefix) for function in steps),
    ]
    label = f"{len(code)} cells become {len(steps)} functions; each is a link to its place below"
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="{label}">'
        f"{''.join(parts)}</svg>"
    )


def _tops(steps: list[PageFunction], middle: Mapping[int, float]) -> dict[str, float]:
    """As near to the middle of its cells as the one above allows."""
    found: dict[str, float] = {}
    least = 16.0
    for function in steps:
        places = [middle[cell] for cell in function.cells if cell in middle] or [least]
        found[function.name] = max(least, sum(places) / len(places) - BOX / 2)
        least = found[function.name] + BOX + GAP
    return found


def _wire(y1: float, y2: float, *, cell: int, function: PageFunction) -> str:
    x1, x2 = CELL_X + CELL_W, FUN_X
    bend = (x1 + x2) / 2
    title = f"<title>cell {cell + 1} becomes part of {text(function.name)}</title>"
    return f'<path class="wire" d="M{x1} {y1:.1f}C{bend} {y1:.1f} {bend} {y2:.1f} {x2} {y2:.1f}">{title}</path>'


def _arcs(page: NotebookPage, tops: Mapping[str, float]) -> Iterator[str]:
    """What one function gives to another, on the right; the farther, the wider."""
    x = FUN_X + FUN_W
    order = list(tops)
    for giver, taker, names in page.links:
        if giver in tops and taker in tops:
            y1, y2 = tops[giver] + BOX * 0.7, tops[taker] + BOX * 0.3
            reach = x + min(RIGHT - 14, 18 + 16 * abs(order.index(taker) - order.index(giver)))
            title = f"<title>{text(giver)} gives {text(', '.join(names))} to {text(taker)}</title>"
            curve = f"M{x} {y1:.1f}C{reach} {y1:.1f} {reach} {y2:.1f} {x + 3} {y2:.1f}"
            yield f'<path class="arc" d="{curve}">{title}</path>'
            yield f'<path class="tip" d="M{x} {y2:.1f}l8 -4v8z"></path>'


def _cell(cell: PageCell, y: float, prefix: str, worst: str) -> str:
    top = y - (ROW - 6) / 2
    first = next((line.strip() for line in cell.source.split("\n") if line.strip()), "")
    shown = first if len(first) <= 32 else first[:31] + "…"
    dot = f'<circle class="dot {worst}" cx="{CELL_X + CELL_W - 14}" cy="{y:.1f}" r="4"></circle>' if worst else ""
    return (
        f'<a href="#{prefix}cell{cell.index + 1}" class="node cell">'
        f"<title>cell {cell.index + 1}: {text(first[:200])}</title>"
        f'<rect x="{CELL_X}" y="{top:.1f}" width="{CELL_W}" height="{ROW - 6}" rx="6"></rect>'
        f'<text x="{CELL_X + 28}" y="{y + 4:.1f}" class="num">{cell.index + 1}</text>'
        f'<text x="{CELL_X + 38}" y="{y + 4:.1f}">{text(shown)}</text>{dot}</a>'
    )


def _function(function: PageFunction, top: float, prefix: str) -> str:
    takes, gives = ", ".join(function.takes), ", ".join(function.gives)
    data = f"{takes or '·'} → {gives or '·'}"
    shown = data if len(data) <= 46 else data[:45] + "…"
    name = function.name if len(function.name) <= 34 else function.name[:33] + "…"
    return (
        f'<a href="#{prefix}fn-{text(function.name)}" class="node fn">'
        f"<title>{text(function.name)}: {text(data)}</title>"
        f'<rect x="{FUN_X}" y="{top:.1f}" width="{FUN_W}" height="{BOX}" rx="9"></rect>'
        f'<text x="{FUN_X + 14}" y="{top + 22:.1f}" class="name">{text(name)}</text>'
        f'<text x="{FUN_X + 14}" y="{top + 40:.1f}" class="data">{text(shown)}</text></a>'
    )
