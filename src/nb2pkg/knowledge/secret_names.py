"""Which names hold secrets: `DB_PASSWORD`, `apiKey`, `X-Auth-Token`; not `password_field`, `pad_token`."""

from __future__ import annotations

from enum import Enum
from functools import cache

from nb2pkg.knowledge.tables import secrets
from nb2pkg.patterns import pattern_of


class Holds(Enum):
    """What a name says that it holds."""

    NOTHING = "nothing"
    PASSWORD = "password"  # any word may be one
    SECRET = "secret"  # made by a machine, or by a person who types like one
    PERHAPS = "perhaps"  # only what can be nothing else


_HUMP = pattern_of(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GAP = pattern_of(r"[^a-z]+")


_PASSWORDS = frozenset(secrets.PASSWORD_NAMES.split())
_OWNERS = frozenset(secrets.PASSWORD_OWNERS.split())
_ENDINGS = tuple(secrets.NAME_ENDINGS.split())
_SECRETS = frozenset(secrets.SECRET_NAMES.split())
_VAGUE = frozenset(secrets.VAGUE_NAMES.split())
_HARMLESS = frozenset(secrets.HARMLESS_OWNERS.split())
_QUALIFIERS = frozenset(secrets.QUALIFIERS.split())


@cache
def held_by(name: str) -> Holds:
    """What the end of a name says.

    >>> [held_by(name).value for name in ("dbPassword", "OPENAI_API_KEY", "pad_token", "token_id")]
    ['password', 'secret', 'nothing', 'nothing']
    """
    words = [word for word in _GAP.split(_HUMP.sub("_", name).lower()) if word]
    while len(words) > 1 and words[-1] in _QUALIFIERS:
        words.pop()
    if not words:
        return Holds.NOTHING
    last, before = words[-1], words[:-1]
    if last in _PASSWORDS or last.endswith(("password", "passwd", "passphrase", "sshpass")):
        is_pass = last == "pass" and not name.isupper() and not _OWNERS & set(before[-1:])
        return Holds.PERHAPS if is_pass else Holds.PASSWORD
    if _HARMLESS & set(before[-1:]):
        return Holds.NOTHING
    ends = {"_".join(words[-count:]) for count in (1, 2, 3, 4)}
    if ends & _SECRETS or last.endswith(_ENDINGS):
        return Holds.SECRET
    return Holds.PERHAPS if last in _VAGUE else Holds.NOTHING


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
