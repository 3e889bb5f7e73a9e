"""A layered layout: each node below all that give it something, with as few crossings as a few sweeps reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

SWEEPS = 6
GAP_X, GAP_Y = 28.0, 56.0
THIN = 12.0  # the width of a bend, where a link passes a layer


class Box(Struct, frozen=True, kw_only=True):
    """Where a node is: its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float


class Layout(Struct, frozen=True, kw_only=True):
    """Boxes by id, and for each link the points that its line goes through."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    lines: tuple[tuple[tuple[float, float], ...], ...]


def laid_out(
    sizes: Mapping[str, tuple[float, float]], links: Sequence[tuple[str, str]], *, said: Sequence[float] = ()
) -> Layout:
    """`sizes`: id -> width and height, in an order in which each link leads forward.

    `said`: the width of what is written on each link, for which there is room at its first bend, if it has any.

    >>> layout = laid_out({"a": (40, 20), "b": (40, 20)}, [("a", "b")])
    >>> layout.boxes["a"].y < layout.boxes["b"].y
    True
    """
    layer = _layers(list(sizes), links)
    chains = [_chain(number, link, layer) for number, link in enumerate(links)]
    for chain in chains:
        for offset, name in enumerate(chain[1:-1], start=1):
            layer[name] = layer[chain[0]] + offset
    steps = [pair for chain in chains for pair in pairwise(chain)]
    rows = _ordered(_rows(layer), steps)
    first_bends = {chain[1]: number for number, chain in enumerate(chains) if len(chain) > 2 and said}
    full = {name: sizes.get(name, (said[first_bends[name]] if name in first_bends else THIN, 0.0)) for name in layer}
    boxes, width, height = _placed(rows, full)
    lines = tuple(tuple(_points(chain, boxes)) for chain in chains)
    own = {name: box for name, box in boxes.items() if name in sizes}
    return Layout(width=width, height=height, boxes=own, lines=lines)


def _layers(names: list[str], links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The length of the longest way to each node."""
    layer = dict.fromkeys(names, 0)
    place = {name: number for number, name in enumerate(names)}
    for giver, taker in sorted(links, key=lambda link: place[link[0]]):
        layer[taker] = max(layer[taker], layer[giver] + 1)
    for giver, taker in sorted(links, key=lambda link: -place[link[0]]):  # what has no giver goes near its taker
        if not any(other == giver for _, other in links):
            takers = [layer[other] for one, other in links if one == giver]
            layer[giver] = max(layer[giver], min(takers) - 1) if taker in layer else layer[giver]
    return layer


def _chain(number: int, link: tuple[str, str], layer: Mapping[str, int]) -> list[str]:
    """The link's ends with a bend for each layer between them."""
    giver, taker = link
    bends = [f"{number}/{n}" for n in range(layer[giver] + 1, layer[taker])]
    return [giver, *bends, taker]


def _rows(layer: Mapping[str, int]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for name, number in layer.items():
        rows[number].append(name)
    return rows


def _ordered(rows: list[list[str]], steps: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Down and up: each node at the mean place of its neighbours in the row before."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for giver, taker in steps:
        above[taker].append(giver)
        below[giver].append(taker)
    for sweep in range(SWEEPS):
        is_down = sweep % 2 == 0
        sequence = range(1, len(rows)) if is_down else range(len(rows) - 2, -1, -1)
        for number in sequence:
            other = rows[number - 1 if is_down else number + 1]
            neighbours = above if is_down else below
            rows[number] = _by_mean(rows[number], other, neighbours)
    return rows


def _by_mean(row: list[str], other: list[str], neighbours: Mapping[str, list[str]]) -> list[str]:
    place = {name: (number + 0.5) / len(other) for number, name in enumerate(other)}
    own = {name: (number + 0.5) / len(row) for number, name in enumerate(row)}

    def mean(name: str) -> float:
        places = [place[one] for one in neighbours.get(name, ()) if one in place]
        return sum(places) / len(places) if places else own[name]

    return sorted(row, key=mean)


def _placed(rows: list[list[str]], sizes: Mapping[str, tuple[float, float]]) -> tuple[dict[str, Box], float, float]:
    widths = [sum(sizes[name][0] for name in row) + GAP_X * (len(row) - 1) for row in rows]
    width = max(widths, default=0.0) + 2 * GAP_X
    boxes: dict[str, Box] = {}
    y = GAP_X
    for row, taken in zip(rows, widths, strict=True):
        x = (width - taken) / 2
        tall = max((sizes[name][1] for name in row), default=0.0)
        for name in row:
            wide, high = sizes[name]
            boxes[name] = Box(x=x, y=y + (tall - high) / 2, width=wide, height=high)
            x += wide + GAP_X
        y += tall + GAP_Y
    return boxes, width, y - GAP_Y + GAP_X if rows else 2 * GAP_X


def _points(chain: list[str], boxes: Mapping[str, Box]) -> list[tuple[float, float]]:
    first, last = boxes[chain[0]], boxes[chain[-1]]
    middle = [boxes[name] for name in chain[1:-1]]
    return [
        (first.x + first.width / 2, first.y + first.height),
        *((box.x + THIN / 2, box.y) for box in middle),
        (last.x + last.width / 2, last.y),
    ]
