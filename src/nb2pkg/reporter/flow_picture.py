"""A data flow as SVG. It needs nothing else: its colours are in it, and follow the reader's wish for dark ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nb2pkg.model.data_flow import DataFlow, FlowLink, FlowNode, LinkKind
from nb2pkg.reporter.layering import Box, Layout, laid_out
from nb2pkg.reporter.markup import text

LETTER, LINE, PAD = 7.9, 18.0, 14.0
SMALL = 0.85  # of a letter, in what is less important
MOST_LETTERS, MOST_NAMES = 44, 3
STYLE = (
    "svg{font:13px ui-monospace,Menlo,Consolas,monospace;color-scheme:light dark;--ink:#1d2430;--soft:#5b6675;"
    "--line:#8792a2;--fill:#fff;--in:#e8f1fd;--out:#eaf7ec;--cell:#f6f7f9;background:var(--fill)}"
    "@media(prefers-color-scheme:dark){svg{--ink:#e7ebf0;--soft:#9aa5b4;--line:#6f7b8b;--fill:#14181f;--in:#15263d;"
    "--out:#163021;--cell:#1d232c}}"
    "rect{fill:var(--fill);stroke:var(--line)}.input rect{fill:var(--in)}.output rect{fill:var(--out)}"
    ".cell rect{fill:var(--cell)}text{fill:var(--ink)}.soft{fill:var(--soft);font-size:11px}"
    "path{fill:none;stroke:var(--line)}.mutation path{stroke-dasharray:4 3}marker path{fill:var(--line);stroke:none}"
)


def picture(flow: DataFlow) -> str:
    """The whole `<svg>`; every name and path in it is text."""
    sizes = {node.id: _size(node) for node in flow.nodes}
    said = [len(_shown_names(link)) * LETTER * SMALL + PAD for link in flow.links]
    layout = laid_out(sizes, [(link.giver, link.taker) for link in flow.links], said=said)
    width, height = f"{layout.width:.0f}", f"{layout.height:.0f}"
    label = text(f"Data flow of {flow.source}: {len(flow.nodes)} nodes, {len(flow.links)} links")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{label}"><style>{STYLE}</style>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z"></path></marker></defs>'
        f"{''.join(_lines(flow, layout))}{''.join(_node(node, layout.boxes[node.id]) for node in flow.nodes)}</svg>"
    )


def _size(node: FlowNode) -> tuple[float, float]:
    letters = max(len(_cut(node.label)), len(_cut(node.detail)) * SMALL)
    return letters * LETTER + 2 * PAD, PAD + LINE * (2 if node.detail else 1)


def _cut(shown: str) -> str:
    return shown if len(shown) <= MOST_LETTERS else shown[: MOST_LETTERS - 1] + "…"


def _lines(flow: DataFlow, layout: Layout) -> Iterator[str]:
    label = {node.id: node.label for node in flow.nodes}
    for link, points in zip(flow.links, layout.lines, strict=True):
        verb = "changes" if link.kind is LinkKind.MUTATION else "gives"
        names = f" {', '.join(link.names)}" if link.names else ""
        title = text(f"{label[link.giver]} {verb}{names} to {label[link.taker]}")
        path = "".join(_curves(points))
        yield f'<g class="{link.kind.value}"><title>{title}</title><path d="{path}" marker-end="url(#tip)"></path>'
        yield f"{_names(link, points)}</g>"


def _curves(points: tuple[tuple[float, float], ...]) -> Iterator[str]:
    yield f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (y1 + y2) / 2
        yield f"C{x1:.1f} {middle:.1f} {x2:.1f} {middle:.1f} {x2:.1f} {y2:.1f}"


def _shown_names(link: FlowLink) -> str:
    more = f" +{len(link.names) - MOST_NAMES}" if len(link.names) > MOST_NAMES else ""
    return _cut(", ".join(link.names[:MOST_NAMES]) + more)


def _names(link: FlowLink, points: tuple[tuple[float, float], ...]) -> str:
    """At the first bend, where there is room for it, else in the middle."""
    shown = _shown_names(link)
    if not shown:
        return ""
    x, y = (points[0][0] + points[1][0]) / 2 + 5, (points[0][1] + points[1][1]) / 2 + 4
    if len(points) > 2:
        x, y = points[1][0] + 4, points[1][1] + 4
    return f'<text class="soft" x="{x:.1f}" y="{y:.1f}">{text(shown)}</text>'


def _node(node: FlowNode, box: Box) -> str:
    x = box.x + PAD
    detail = (
        f'<text class="soft" x="{x:.1f}" y="{box.y + 2 * LINE:.1f}">{text(_cut(node.detail))}</text>'
        if node.detail
        else ""
    )
    return (
        f'<g class="{node.kind.value}"><title>{text(f"{node.label} {node.detail}".strip())}</title>'
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="7"></rect>'
        f'<text x="{x:.1f}" y="{box.y + LINE + 1:.1f}">{text(_cut(node.label))}</text>{detail}</g>'
    )
