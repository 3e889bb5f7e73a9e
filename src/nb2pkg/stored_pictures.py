"""What stored outputs look like, as digests: a picture drawn again is the same one if its pixels are."""

from __future__ import annotations

import binascii
import hashlib
import json
import re
import struct
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nb2pkg.model.review import StoredOutput

_PLAIN = frozenset({"text/plain", "text/html", "text/markdown", "text/latex", "application/json"})  # compared as text
_PNG = b"\x89PNG\r\n\x1a\n"
_LOOKS = frozenset({b"IHDR", b"PLTE", b"tRNS"})  # besides the pixels; dates, programs and densities are in other chunks
# What matplotlib makes anew each time: dates and versions, and the ids of clips and glyphs.
_SVG_NOISE = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|(?<=[\"#])[a-z]?[0-9a-f]{10,12}(?=[\")])", re.DOTALL)
MOST_PIXELS = 100_000_000  # bytes of one picture that are looked at


def stored_outputs(text: str) -> Mapping[int, tuple[StoredOutput, ...]]:
    """The outputs of each cell of an .ipynb file of format 4; nothing where no output is more than text."""
    if '"image/' not in text and '"application/' not in text:
        return {}
    cells = json.loads(text).get("cells") or []  # read before: it is sound
    return {
        index: tuple(_stored(output) for output in cell.get("outputs") or [] if isinstance(output, dict))
        for index, cell in enumerate(cells)
        if isinstance(cell, dict)
    }


def _stored(output: Mapping[str, Any]) -> StoredOutput:
    data = output.get("data")
    rich = {mime: value for mime, value in data.items() if mime not in _PLAIN} if isinstance(data, dict) else {}
    if not rich:
        return StoredOutput()
    contents = [_content(mime, rich[mime]) for mime in sorted(rich)]
    return StoredOutput(
        stored=_digest([json.dumps(rich, sort_keys=True).encode()]),
        looks=_digest(contents),
        is_picture=any(mime.startswith("image/") for mime in rich),
    )


def _digest(parts: Sequence[bytes]) -> str:
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _content(mime: str, value: object) -> bytes:
    joined = "".join(map(str, value)) if isinstance(value, list) else value
    if mime == "image/svg+xml" and isinstance(joined, str):
        return _SVG_NOISE.sub("", joined).encode(errors="replace")
    if mime == "image/png" and isinstance(joined, str):
        try:
            return _pixels(b64decode(joined))
        except (binascii.Error, struct.error, zlib.error, ValueError):
            return joined.encode(errors="replace")
    return json.dumps(joined, sort_keys=True).encode()


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
