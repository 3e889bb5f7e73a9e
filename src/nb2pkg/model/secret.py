"""A secret in a text: where it is and what it is, never what it says."""

from __future__ import annotations

from msgspec import Struct


class Secret(Struct, frozen=True, kw_only=True):
    """A secret from `start` to `end`.

    `kind` reads after an article; `name` is what the secret is bound to, if anything. `is_certain`: not one that says
    it is made up, nor a password that comes with the software. `is_fallback`: what `os.getenv(name, ...)` falls back
    on.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    is_certain: bool = True
    is_fallback: bool = False
