"""Bars as inline SVG: sizes are attributes, colours classes, so that no style stands in the page but its own sheet."""

from __future__ import annotations

from collections.abc import Sequence

from nb2pkg.reporter.markup import text

_ROW, _BAR, _NAME, _WIDTH, _VALUE = 26, 16, 190, 560, 110
_WIDEST_NAME = 26


def bars(label: str, counts: Sequence[tuple[str, int]], *, of: int, most: int = 0, classes: Sequence[str] = ()) -> str:
    """Horizontal bars, with the share of `of` beside each. The longest is the largest, or `most`."""
    most = most or max((number for _, number in counts), default=0) or 1
    room = _WIDTH - _NAME - _VALUE
    parts = []
    for n, (name, number) in enumerate(counts):
        y = n * _ROW
        width = max(2 if number else 0, round(room * number / most))
        kind = classes[n] if classes else "bar"
        parts.append(
            f'<text x="0" y="{y + 13}">{text(_short(name))}</text>'
            f'<rect class="rail" x="{_NAME}" y="{y}" width="{room}" height="{_BAR}" rx="3"></rect>'
            f'<rect class="{kind}" x="{_NAME}" y="{y}" width="{width}" height="{_BAR}" rx="3"></rect>'
            f'<text class="value" x="{_WIDTH - _VALUE + 8}" y="{y + 13}">{number:,} · {share(number, of)}</text>'
        )
    height = len(counts) * _ROW
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{text(label)}">'
        f"{''.join(parts)}</svg>"
    )


def mini(number: int, most: int) -> str:
    """One bar for a row of a table, which has the number beside it."""
    width = round(100 * number / most) if most else 0
    return (
        '<svg class="mini" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="rail" width="100" height="8"></rect>'
        f'<rect class="bar" width="{max(1, width)}" height="8"></rect></svg>'
    )


def share(number: int, of: int) -> str:
    """A part of a whole.

    >>> share(1, 8), share(1, 3000), share(0, 0)
    ('12 %', '< 1 %', '0 %')
    """
    if not number or not of:
        return "0 %"
    return "< 1 %" if number * 100 < of else f"{number * 100 / of:.0f} %"


def _short(name: str) -> str:
    return name if len(name) <= _WIDEST_NAME else name[: _WIDEST_NAME - 1] + "…"
