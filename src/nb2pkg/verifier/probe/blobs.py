"""Where large contents go: one file for each, by its fingerprint, so that what is recorded twice is stored once."""

from __future__ import annotations

import base64
import hashlib
import os
from typing import Any

INLINE = 2_048  # bytes that are kept in the record itself

folder = ""  # set once, when a run begins; without it everything stays in the records


def packed(content: bytes) -> dict[str, Any]:
    """The content for a record: itself if it is small, else the name of the file that holds it."""
    if len(content) <= INLINE or not folder:
        return {"raw": base64.b64encode(content).decode("ascii")}
    name = digest(content)
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        with open(f"{path}.new", "wb") as stream:
            stream.write(content)
        os.replace(f"{path}.new", path)
    return {"blob": name}


def digest(content: bytes) -> str:
    """The fingerprint of bytes."""
    return hashlib.blake2b(content, digest_size=20).hexdigest()
