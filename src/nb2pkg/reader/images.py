"""A notebook file less its images, which are half of most files: what only asks for text need not read them.

Every line stays, and whatever else stands on it keeps its column.
"""

from __future__ import annotations

# The first characters of every PNG image in base64: signature, and the beginning of its header.
_BEGINNING = b"iVBORw0KGgoAAAANSUhEUgAA"
_KEY = b'"image/png": "'
_AFTER = (b",\n", b"\n ")
_CUT = "image of so many characters, which were not read: "


def without_images(content: bytes) -> bytes:
    """The content of an .ipynb file with a few characters for each PNG image that is the last of its line.

    Jupyter writes them so. What is cut is all of a JSON string: it begins right after a key and ends at the first
    quote, which no backslash makes a part of it.
    """
    kept: list[bytes] = []
    done = 0
    at = content.find(_BEGINNING)
    while at >= 0:
        end = content.find(b'"', at)
        if end < 0:
            break
        if _is_alone(content, at, end):
            kept += (content[done:at], b"%s%d" % (_CUT.encode(), end - at))
            done = end
        at = content.find(_BEGINNING, end)
    return b"".join((*kept, content[done:])) if kept else content


def _is_alone(content: bytes, start: int, end: int) -> bool:
    return (
        content.endswith(_KEY, 0, start)
        and content[end + 1 : end + 3] in _AFTER
        and content[end - 1] != ord("\\")
        and content.find(b"\n", start, end) < 0
    )


def length_of(value: str) -> int:
    """Characters of a string in a file that this module may have shortened."""
    return int(value[len(_CUT) :]) if value.startswith(_CUT) and value[len(_CUT) :].isdecimal() else len(value)
