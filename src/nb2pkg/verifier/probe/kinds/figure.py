"""matplotlib figures and what is in them: the data that is drawn, not the pixels."""

from __future__ import annotations

from typing import Any

from ..record import Inner, Json, is_instance
from .array import numbers

NAME = "figure"
MOST_POINTS = 5_000


def accepts(value: Any) -> bool:
    """Figures, axes, and single artists (lines, texts, patches, containers of bars)."""
    is_axes = is_instance(value, "matplotlib.axes", "Axes")
    return (
        is_axes
        or is_instance(value, "matplotlib.artist", "Artist")
        or is_instance(value, "matplotlib.container", "Container")
    )


def record(value: Any, inner: Inner) -> Json:
    """A figure by its size and axes; axes by what they hold; other artists by their class alone."""
    if is_instance(value, "matplotlib.figure", "Figure", "SubFigure"):
        return figure(value)
    if is_instance(value, "matplotlib.axes", "Axes"):
        return {"kind": "axes", **axes(value)}
    return {"kind": "artist", "label": str(getattr(value, "get_label", lambda: "")())}


def figure(found: Any) -> Json:
    """The record of a figure."""
    size = found.get_size_inches() if hasattr(found, "get_size_inches") else ()
    title = getattr(found, "_suptitle", None)
    return {
        "kind": "figure",
        "type": "matplotlib.figure.Figure",
        "size": numbers([float(side) for side in size]),
        "title": title.get_text() if title is not None else "",
        "axes": [axes(one) for one in found.axes],
    }


def axes(one: Any) -> Json:
    """What one set of axes shows."""
    return {
        "title": one.get_title(),
        "labels": [one.get_xlabel(), one.get_ylabel()],
        "scales": [one.get_xscale(), one.get_yscale()],
        "limits": numbers([float(end) for end in (*one.get_xlim(), *one.get_ylim())]),
        "lines": [_line(line) for line in one.get_lines()],
        "patches": [_patch(patch) for patch in one.patches[:MOST_POINTS]],
        "images": [_points(image.get_array()) for image in one.get_images()],
        "collections": [_collection(found) for found in one.collections],
        "texts": [text.get_text() for text in one.texts],
        "legend": [text.get_text() for text in one.get_legend().get_texts()] if one.get_legend() else [],
    }


def _line(line: Any) -> Json:
    return {
        "label": str(line.get_label()),
        "x": _points(line.get_xdata(orig=False)),
        "y": _points(line.get_ydata(orig=False)),
    }


def _patch(patch: Any) -> Any:
    if is_instance(patch, "matplotlib.patches", "Rectangle"):
        return numbers([float(part) for part in (*patch.get_xy(), patch.get_width(), patch.get_height())])
    vertices = getattr(patch.get_path(), "vertices", ())
    return _points(vertices)


def _collection(found: Any) -> Json:
    offsets = found.get_offsets() if hasattr(found, "get_offsets") else ()
    paths = found.get_paths()[:200] if hasattr(found, "get_paths") else ()
    values = found.get_array() if hasattr(found, "get_array") else None
    return {
        "offsets": _points(offsets),
        "paths": [_points(path.vertices) for path in paths],
        "values": [] if values is None else _points(values),
    }


def _points(values: Any) -> list[Any]:
    """Flat numbers; of very many the first ones, and the sum of all."""
    import sys

    numpy = sys.modules.get("numpy")
    if numpy is None:
        return []
    try:
        flat = numpy.ma.filled(numpy.ma.asarray(values, dtype=float), numpy.nan).ravel()
    except (TypeError, ValueError):
        return [str(item) for item in list(values)[:MOST_POINTS]]
    if flat.size <= MOST_POINTS:
        return numbers(flat.tolist())
    return numbers([*flat[:MOST_POINTS].tolist(), float(numpy.nansum(flat)), float(flat.size)])
