"""PNG files without what their writers add: dates, versions, comments."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SEEN = frozenset({b"IHDR", b"PLTE", b"tRNS", b"acTL", b"fcTL", b"fdAT"})  # chunks that change the picture


def pixels_of(content: bytes) -> bytes | None:
    """What of a PNG file can be seen, unpacked; None if it is none."""
    if not content.startswith(SIGNATURE):
        return None
    seen, packed, at = [], [], len(SIGNATURE)
    while at + 8 <= len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + size]
        if kind == b"IDAT":
            packed.append(body)
        elif kind in SEEN:
            seen.append(kind + body)
        at += size + 12
    try:
        return b"".join([*seen, zlib.decompress(b"".join(packed))])
    except zlib.error:
        return None
