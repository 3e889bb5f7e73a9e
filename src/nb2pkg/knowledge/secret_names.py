"""Which names hold secrets: `DB_PASSWORD`, `apiKey`, `X-Auth-Token`; not `password_field`, `pad_token`."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from nb2pkg.knowledge.tables import read_table


class Holds(Enum):
    """What a name says that it holds."""

    NOTHING = "nothing"
    PASSWORD = "password"  # any word may be one
    SECRET = "secret"  # made by a machine, or by a person who types like one
    PERHAPS = "perhaps"  # only what can be nothing else


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GAP = re.compile(r"[^a-z]+")


@cache
def _table(kind: str) -> frozenset[str]:
    return frozenset(read_table("secrets")["names"][kind].split())


@cache
def held_by(name: str) -> Holds:
    """What the end of a name says.

    >>> [held_by(name).value for name in ("dbPassword", "OPENAI_API_KEY", "pad_token", "token_id")]
    ['password', 'secret', 'nothing', 'nothing']
    """
    words = [word for word in _GAP.split(_HUMP.sub("_", name).lower()) if word]
    while len(words) > 1 and words[-1] in _table("qualifiers"):
        words.pop()
    if not words:
        return Holds.NOTHING
    last, before = words[-1], words[:-1]
    if last in _table("passwords") or last.endswith(("password", "passwd", "passphrase", "sshpass")):
        is_pass = last == "pass" and not name.isupper() and not _table("owners") & set(before[-1:])
        return Holds.PERHAPS if is_pass else Holds.PASSWORD
    if _table("harmless") & set(before[-1:]):
        return Holds.NOTHING
    ends = {"_".join(words[-count:]) for count in (1, 2, 3, 4)}
    if ends & _table("secrets") or last.endswith(tuple(_table("endings"))):
        return Holds.SECRET
    return Holds.PERHAPS if last in _table("vague") else Holds.NOTHING


def kind_of(name: str) -> str:
    """What a secret under this name is called: `password`, `API key`, `access token`, ..."""
    words = _HUMP.sub("_", name).lower()
    for word, kind in _KINDS:
        if word in words:
            return kind
    return "secret"


_KINDS = (
    ("passphrase", "passphrase"),
    ("pass", "password"),
    ("pw", "password"),
    ("token", "token"),
    ("bearer", "token"),
    ("authorization", "token"),
    ("jwt", "token"),
    ("private", "private key"),
    ("secret", "secret"),
    ("key", "key"),
)
