"""Whether a picture that was drawn again is the same one: its pixels are compared, not its bytes."""

from __future__ import annotations

import binascii
import re
import struct
import zlib
from base64 import b64decode
from collections.abc import Iterator, Sequence

from nb2pkg.model.review import Pictures, StoredOutput

_PNG = b"\x89PNG\r\n\x1a\n"
_LOOKS = frozenset({b"IHDR", b"PLTE", b"tRNS"})  # besides the pixels; dates, programs and densities are in other chunks
# What matplotlib makes anew each time: dates and versions, and the ids of clips and glyphs.
_SVG_NOISE = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|(?<=[\"#])[a-z]?[0-9a-f]{10,12}(?=[\")])", re.DOTALL)
MOST_PIXELS = 100_000_000  # bytes of one picture that are looked at


def pictures_changed(before: Sequence[StoredOutput], after: Sequence[StoredOutput]) -> Pictures:
    """What became of the pictures among the outputs of a cell."""
    old, new = ([stored for stored in some if stored.is_picture] for some in (before, after))
    if old == new:
        return Pictures.NONE
    return Pictures.SAME if look_alike(old, new) else Pictures.OTHER


def look_alike(before: Sequence[StoredOutput], after: Sequence[StoredOutput]) -> bool:
    """Whether one sees the same."""
    if len(before) != len(after):
        return False
    pairs = zip(before, after, strict=True)
    return all(old == new or _looks(old) == _looks(new) for old, new in pairs)


def _looks(stored: StoredOutput) -> list[tuple[str, bytes]]:
    return [(mime, _content(mime, value)) for mime, value in stored.data]


def _content(mime: str, value: str) -> bytes:
    if mime == "image/svg+xml":
        return _SVG_NOISE.sub("", value).encode(errors="replace")
    if mime == "image/png":
        try:
            return _pixels(b64decode(value))
        except (binascii.Error, struct.error, zlib.error, ValueError):
            pass  # broken: it is compared as it is stored
    return value.encode(errors="replace")


def _pixels(content: bytes) -> bytes:
    """What one sees of a PNG file: its size and colours, and its lines before they were compressed."""
    if not content.startswith(_PNG):
        raise ValueError("no PNG file")
    chunks = list(_chunks(content))
    packed = b"".join(data for name, data in chunks if name == b"IDAT")
    lines = zlib.decompressobj().decompress(packed, MOST_PIXELS)
    return b"".join([*(name + data for name, data in chunks if name in _LOOKS), lines])


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        yield name, content[at + 8 : at + 8 + length]
        at += 12 + length
