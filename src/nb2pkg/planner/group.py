"""Cutting a sequence into functions: dynamic programming over where to cut, order kept.

Only names matter: an item's `uses` that were bound before are inputs, its bindings that are read later are outputs.
Sets of names are bit masks, so the cost of a cut does not grow with the size of the notebook.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec import Struct

COMFORTABLE_LINES = 25
MOST_LINES = 38
MOST_HEIGHT = 48  # with what stands between and around statements; signature and docstring come on top
MOST_INPUTS = 5
MOST_OUTPUTS = 3


class Item(Struct, frozen=True, kw_only=True):
    """A statement (or a step) to be grouped. `gain`: how good a cut right before it is (negative: how bad).

    `glued`: no cut before it. `besides`: lines above and around it that are not the author's. `uses`: names needed from
    before; `binds` for sure, `may_bind` perhaps; `deletes` surely.
    """

    uses: frozenset[str]
    binds: frozenset[str]
    may_bind: frozenset[str] = frozenset()
    deletes: frozenset[str] = frozenset()
    lines: int = 1
    besides: int = 0
    gain: float = 0.0
    glued: bool = False


class Group(Struct, frozen=True, kw_only=True):
    """Items `start` to `end` (exclusive) and the names that cross their border; `unsure` outputs may stay unbound."""

    start: int
    end: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    unsure: tuple[str, ...]


class _Masks:
    """The items' name sets as bit masks, and what is bound before and read after each position."""

    def __init__(self, items: Sequence[Item]) -> None:
        names = sorted(frozenset().union(*(item.binds | item.may_bind for item in items)))
        self.names = names
        bit = {name: 1 << index for index, name in enumerate(names)}

        def mask(chosen: frozenset[str]) -> int:
            return sum(bit[name] for name in chosen if name in bit)

        self.uses = [mask(item.uses) for item in items]
        self.binds = [mask(item.binds) for item in items]
        self.may_bind = [mask(item.may_bind) for item in items]
        self.deletes = [mask(item.deletes) for item in items]
        self.bound_before = [0]
        for index in range(len(items)):
            bound = self.bound_before[-1] | self.binds[index] | self.may_bind[index]
            self.bound_before.append(bound & ~self.deletes[index])
        self.live_after = [0] * (len(items) + 1)
        for index in reversed(range(len(items))):
            killed = self.live_after[index + 1] & ~self.binds[index] & ~self.deletes[index]
            self.live_after[index] = killed | self.uses[index]

    def spelled(self, mask: int) -> tuple[str, ...]:
        """The names of a mask, sorted."""
        found = []
        while mask:
            low = mask & -mask
            found.append(self.names[low.bit_length() - 1])
            mask ^= low
        return tuple(found)


class _Border(Struct):
    """What crosses the border of a growing group."""

    exposed: int = 0
    bound: int = 0
    shut: int = 0  # bound or deleted for sure at some point: what came in under this name is out of reach from there
    may: int = 0
    gone: int = 0
    torn: int = 0  # deleted, and not surely bound since: a function cannot tell whether there is something to return

    def add(self, masks: _Masks, index: int) -> None:
        self.exposed |= masks.uses[index] & ~self.shut
        binds, deletes = masks.binds[index], masks.deletes[index]
        self.shut |= binds | deletes
        self.bound = (self.bound | binds) & ~deletes
        self.may |= masks.may_bind[index]
        self.gone = (self.gone & ~binds & ~masks.may_bind[index]) | deletes
        self.torn = (self.torn & ~binds) | deletes

    def can_end(self, masks: _Masks, end: int) -> bool:
        """Whether a function may end before `end`: all that it must return is there, or was not there to begin with."""
        return not self.torn & ~self.gone & self.may & masks.live_after[end]

    def crossing(self, masks: _Masks, start: int, end: int) -> tuple[int, int, int]:
        """Inputs, outputs and unsure outputs of the items from `start` to `end`."""
        live, before = masks.live_after[end], masks.bound_before[start]
        outputs = (self.bound | self.may) & live & ~self.gone
        inputs = (self.exposed | (self.may & ~self.shut & outputs)) & before
        return inputs, outputs, outputs & ~self.bound & ~before


def cut(items: Sequence[Item], *, most_lines: int = MOST_LINES) -> tuple[Group, ...]:
    """The cheapest way to cut `items` into groups."""
    if not items:
        return ()
    masks, count = _Masks(items), len(items)
    most_height = max(MOST_HEIGHT, most_lines)
    best = [0.0] + [float("inf")] * count
    came_from = [0] * (count + 1)
    for start in range(count):
        if items[start].glued and start:
            continue
        border, lines, height, loss, can_stop = _Border(), 0, 0, 0.0, False
        for index in range(start, count):
            item = items[index]
            lines, height = lines + item.lines, height + item.lines + item.besides
            if (lines > most_lines or height > most_height) and can_stop and not item.glued:
                break
            border.add(masks, index)
            if index > start:
                loss += max(item.gain, 0.0) * 0.5
            end = index + 1
            if end < count and (items[end].glued or not border.can_end(masks, end)):
                continue
            can_stop = True
            excess = max(lines - most_lines, height - most_height, 0)
            price = best[start] + loss + _price(border.crossing(masks, start, end), lines) + 4.0 * excess
            price -= items[start].gain if start else 0.0
            if price < best[end]:
                best[end], came_from[end] = price, start
    return _groups(masks, came_from, count)


def _price(crossing: tuple[int, int, int], lines: int) -> float:
    inputs, outputs, unsure = crossing[0].bit_count(), crossing[1].bit_count(), crossing[2].bit_count()
    price = 2.5 + 0.6 * inputs + 0.9 * outputs + 5.0 * unsure + (4.0 if lines < 3 else 0.0)
    if inputs > MOST_INPUTS:
        price += 3.0 * (inputs - MOST_INPUTS)
    if outputs > MOST_OUTPUTS:
        price += 2.0 * (outputs - MOST_OUTPUTS)
    if lines > COMFORTABLE_LINES:
        price += 0.15 * (lines - COMFORTABLE_LINES)
    return price


def _groups(masks: _Masks, came_from: list[int], count: int) -> tuple[Group, ...]:
    borders = [count]
    while borders[-1]:
        borders.append(came_from[borders[-1]])
    borders.reverse()
    return tuple(_group(masks, start, end) for start, end in itertools.pairwise(borders))


def _group(masks: _Masks, start: int, end: int) -> Group:
    border = _Border()
    for index in range(start, end):
        border.add(masks, index)
    inputs, outputs, unsure = border.crossing(masks, start, end)
    return Group(
        start=start, end=end, inputs=masks.spelled(inputs), outputs=masks.spelled(outputs), unsure=masks.spelled(unsure)
    )
