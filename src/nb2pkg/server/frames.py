"""How the server and its workers talk: JSON, each after its length as eight bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

HEAD = 8
Message = Mapping[str, Any]


def framed(message: Message) -> bytes:
    """The bytes of a message."""
    text = json.dumps(message).encode()
    return len(text).to_bytes(HEAD, "big") + text


def read_message(stream: BinaryIO) -> Message | None:
    """The next message; None at the end."""
    head = stream.read(HEAD)
    if len(head) < HEAD:
        return None
    message: Message = json.loads(stream.read(int.from_bytes(head, "big")))
    return message
