"""matplotlib figures and what is in them: the data that is drawn and how it looks, not the pixels."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from ..blobs import digest
from ..record import Inner, Json, is_instance
from .array import numbers, values_of

NAME = "figure"
HAS_EXTRAS = False
MOST_PARTS = 3_000  # patches, paths: of more the fingerprint
LOOKS = (
    *("visible", "alpha", "color", "linestyle", "linewidth", "marker", "markersize", "facecolor", "edgecolor"),
    *("hatch", "fontsize", "fontweight", "rotation", "horizontalalignment", "zorder"),
)

_DEEP = ("_offsets3d", "_segments3d", "_faces", "_vec")  # of collections in three dimensions: no method tells them


def accepts(value: Any) -> bool:
    """Figures, axes, and single artists (lines, texts, patches, containers of bars)."""
    return is_instance(value, "matplotlib.artist", "Artist")


def record(value: Any, inner: Inner) -> Json:
    """A figure by its size and axes; axes by what they hold; other artists by what they draw."""
    if is_instance(value, "matplotlib.figure", "Figure", "SubFigure"):
        return figure(value)
    if is_instance(value, "matplotlib.axes", "Axes"):
        return {"kind": "axes", **axes(value)}
    return {"kind": "artist", **artist(value)}


def figure(found: Any) -> Json:
    """The record of a figure."""
    engine = found.get_layout_engine() if hasattr(found, "get_layout_engine") else None
    is_deep = any(hasattr(one, "zaxis") for one in found.axes)
    if engine is not None or is_deep:  # drawing moves and projects, and a kernel draws earlier than a script
        found.draw_without_rendering()
    size = found.get_size_inches() if hasattr(found, "get_size_inches") else ()
    title = getattr(found, "_suptitle", None)
    return {
        "kind": "figure",
        "type": "matplotlib.figure.Figure",
        "size": numbers([float(side) for side in size]),
        "title": _heading(title) if title is not None else {},
        "axes": [axes(one) for one in found.axes],
        "texts": _artists(found.texts),
        "legends": [_legend(one) for one in found.legends],
        "background": looks(found.patch),
    }


def axes(one: Any) -> Json:
    """What one set of axes shows."""
    titles = [getattr(one, name, None) for name in ("title", "_left_title", "_right_title")]
    return {
        "titles": [_heading(title) for title in titles if title is not None],
        "place": numbers(float(part) for part in one.get_position(original=True).bounds),
        "axis": [_axis(getattr(one, name)) for name in ("xaxis", "yaxis", "zaxis") if hasattr(one, name)],
        "lines": _artists(one.get_lines()),
        "patches": _artists(one.patches),
        "images": [_image(image) for image in one.get_images()],
        "collections": _artists(one.collections),
        "texts": _artists(one.texts),
        "others": _artists([*one.artists, *one.tables]),
        "legend": _legend(one.get_legend()),
        "background": looks(one.patch),
        "is_on": [bool(one.axison), bool(one.get_visible())],
    }


def _axis(axis: Any) -> Json:
    low, high = axis.get_view_interval()
    return {
        "label": _heading(axis.label),
        "scale": axis.get_scale(),
        "limits": numbers([float(low), float(high)]),
        "ticks": _points(axis.get_ticklocs()),
        "names": [text.get_text() for text in axis.get_ticklabels()],
        "visible": bool(axis.get_visible()),
    }


def _heading(text: Any) -> Json:
    """A title or label: where it stands is decided when the figure is drawn."""
    return {"text": text.get_text(), **looks(text)}


def _legend(legend: Any) -> Json:
    if legend is None:
        return {}
    return {"title": legend.get_title().get_text(), "texts": [text.get_text() for text in legend.get_texts()]}


def _image(image: Any) -> Json:
    colours = getattr(getattr(image, "cmap", None), "name", "")
    return {"pixels": _points(image.get_array()), "colours": colours, "limits": _limits(image), **looks(image)}


def _limits(mapped: Any) -> list[Any]:
    """The values between which colours run; those that are not set yet will be when it is drawn."""
    mapped.autoscale_None()
    return numbers(float(end) for end in mapped.get_clim() if end is not None)


def _artists(found: Iterable[Any]) -> Any:
    records = [artist(one) for one in found]
    if len(records) > MOST_PARTS:
        return {"number": len(records), "content": digest(repr(records).encode())}
    return records


def artist(one: Any) -> Json:
    """The data that a single artist draws, and how it looks."""
    found: Json = {"class": type(one).__name__, "label": _label(one), **looks(one)}
    if is_instance(one, "mpl_toolkits.mplot3d.art3d", "Line3D"):  # what it has of a line is where it was drawn last
        found |= dict(zip("xyz", map(_points, one.get_data_3d()), strict=True))
    elif is_instance(one, "matplotlib.lines", "Line2D"):
        found |= {"x": _points(one.get_xdata(orig=False)), "y": _points(one.get_ydata(orig=False))}
    elif is_instance(one, "matplotlib.text", "Text"):
        found |= {"text": one.get_text(), "at": _points(one.get_position()), "to": _points(getattr(one, "xy", ()))}
    elif is_instance(one, "matplotlib.patches", "Patch"):
        path = one.get_path()
        found |= {"path": _points(one.get_patch_transform().transform(path.vertices)) if path is not None else []}
    elif is_instance(one, "matplotlib.collections", "Collection"):
        found |= _collection(one)
    elif is_instance(one, "matplotlib.table", "Table"):
        cells = sorted(one.get_celld().items())
        found |= {"cells": [[list(place), cell.get_text().get_text()] for place, cell in cells]}
    return found


def _collection(one: Any) -> Json:
    values = one.get_array()
    mapped = values is not None  # then its colours are made when it is drawn
    depth: Any = next((found for name in _DEEP if (found := getattr(one, name, None)) is not None), None)
    is_flat = depth is None  # else these are where it was drawn last, and in which order
    paths = [path.vertices for path in one.get_paths()] if is_flat else []
    return {
        "offsets": _points(one.get_offsets()) if is_flat else [],
        "paths": [_points(path) for path in paths[:MOST_PARTS]],
        "further": [len(paths), digest(repr([path.tolist() for path in paths[MOST_PARTS:]]).encode())],
        "values": [] if values is None else _points(values),
        "sizes": _points(one.get_sizes()) if hasattr(one, "get_sizes") else [],
        "colours": getattr(getattr(one, "cmap", None), "name", "") if mapped else "",
        "limits": _limits(one) if mapped else [],
        **(dict.fromkeys(("color", "facecolor", "edgecolor")) if mapped else {}),
        "depth": [] if is_flat else [_points(part) for part in depth],
    }


def _label(one: Any) -> str:
    label = str(one.get_label())
    return "" if label.startswith("_child") else label


def looks(one: Any) -> Json:
    """Colours, strokes, letters: what it has of them."""
    found = {}
    for name in LOOKS:
        get = getattr(one, f"get_{name}", None)
        if get is not None:
            found[name] = _plain(get())
    return found


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    return _points(value)


def _points(values: Any) -> Any:
    """Numbers, flat; where they are none, their texts."""
    numpy = sys.modules["numpy"]
    try:
        flat = numpy.ma.filled(numpy.ma.asarray(values, dtype=float), numpy.nan).ravel()
    except (TypeError, ValueError):
        return [str(item) for item in numpy.ravel(numpy.asarray(values, dtype=object)).tolist()]
    return values_of(flat, lambda part: {})
