"""What is drawn in matplotlib's figures, as lines of text: titles, labels, and figures that sum up the data."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from typing import Any


def open_figures() -> list[str]:
    """What is drawn in the figures that are open now."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    return [line for number in pyplot.get_fignums() for line in figure_lines(pyplot.figure(number))]


def figure_lines(figure: Any) -> Iterator[str]:
    """One line for the figure, then those of its axes."""
    yield f"figure of {len(figure.axes)} axes {_quoted(getattr(figure, '_suptitle', None))}"
    for axes in figure.axes:
        labels = f"{axes.get_title()!r} {axes.get_xlabel()!r} {axes.get_ylabel()!r}"
        yield f"axes {labels} {axes.get_xscale()} {axes.get_yscale()}"
        yield from _contents(axes)


def _contents(axes: Any) -> Iterator[str]:
    for line in axes.lines:
        label = str(line.get_label())
        yield f"line {'' if label.startswith('_') else label!r} {_sum(line.get_xdata())} {_sum(line.get_ydata())}"
    bars = [patch for patch in axes.patches if hasattr(patch, "get_width") and hasattr(patch, "get_height")]
    if bars:
        yield f"{len(bars)} bars {_sum([bar.get_width() for bar in bars])} {_sum([bar.get_height() for bar in bars])}"
    for collection in axes.collections:
        yield f"{type(collection).__name__} {_sum(collection.get_offsets())}"
    for image in axes.images:
        yield f"image {_sum(image.get_array())}"
    for text in axes.texts:
        yield f"text {text.get_text()!r}"
    legend = axes.get_legend()
    if legend is not None:
        yield f"legend {[text.get_text() for text in legend.get_texts()]}"


def _quoted(title: Any) -> str:
    return repr(title.get_text()) if title is not None else ""


def _sum(data: Any) -> str:
    """How many numbers, their sum and their sum in order, to six digits; only how many if they are no numbers."""
    numpy = sys.modules["numpy"]
    try:
        flat = numpy.ma.filled(numpy.ma.asarray(data, dtype=float), math.nan).ravel()
    except (TypeError, ValueError):
        return f"{len(data)}"
    finite = flat[numpy.isfinite(flat)]
    turns = float((finite * (1 + numpy.arange(finite.size) % 97)).sum())
    return f"{flat.size} {float(finite.sum()):.6g} {turns:.6g}"
