"""Which texts can be secrets: placeholders, references and words are told from what a machine or a person made up."""

from __future__ import annotations

import re
from itertools import pairwise

from nb2pkg.knowledge.tables import secrets
from nb2pkg.patterns import pattern_of

_PLACEHOLDERS = frozenset(secrets.PLACEHOLDERS.split())
_WELL_KNOWN = frozenset(secrets.WELL_KNOWN.split())
_MADE_UP = tuple(secrets.MADE_UP.split())
LONGEST = 4096  # of a value under a name; keys in PEM files are found by their format

_TEMPLATE = pattern_of(r"<[^<>]*>|\{[^{}]*\}|^\[.*\]$|\$[A-Z({]|%\(|%[sd]\b|\.\.\.|…|\*\*|•|x{3,}|X{3,}|^[_#?-]+$")
_YOURS = pattern_of(r"^(?:your|enter|insert|put|replace|paste|some)[A-Za-z_ -]|change[_-]?me|[_-]here$", re.I)
_PLAIN_WORDS = pattern_of(r"[A-Za-z_ .:/-]+")
_SECRET_WORD = pattern_of(
    r"(?:^|[^a-z])(?:pass|pwd|key|creds?|credentials?)(?:[^a-z]|$)|(?:password|passwd|passphrase|secret|token|api_?key)"
    r"(?:[^a-z]|$)",
    re.I,
)
_FILE = pattern_of(
    r"\.(?:json|ya?ml|txt|pem|key|env|toml|ini|cfg|csv|py|pkl|enc|gpg|crt|cer|p12|pfx|md|html?|js)$", re.I
)
_DOTTED = pattern_of(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(\)?|:[A-Za-z_]\w*)?")
_VERSION = pattern_of(r"v?\d+(?:\.\d+)+\w*|\d{4}-\d\d-\d\d.*|\d\d?[/:]\d\d.*")
_UUID = pattern_of(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_APP_PASSWORD = pattern_of(r"(?:[a-z]{4} ){3}[a-z]{4}")  # as Google shows them
_RANDOM = pattern_of(r"[\x21-\x7e]+")


def is_placeholder(value: str) -> bool:
    """Whether a text stands for a secret without being one: empty, `***`, `<your key>`, `changeme`, `{token}`.

    >>> is_placeholder("YOUR_API_KEY"), is_placeholder("xxxx-xxxx"), is_placeholder("hunter2")
    (True, True, False)
    """
    if value.lower() in _WELL_KNOWN:
        return False
    if len(set(value)) <= 2 or _TEMPLATE.search(value) or _YOURS.search(value):
        return True
    plain = re.sub(r"[^a-z0-9]", "", value.lower())
    if plain in _PLACEHOLDERS or not plain:
        return True
    if re.fullmatch(r"passw[a-z]*", plain):  # a label, in some language
        return True
    return _SECRET_WORD.search(value) is not None and _PLAIN_WORDS.fullmatch(value) is not None


def is_filled_in(token: str) -> bool:
    """Whether a token has a form that only templates have: `ghp_xxxxxxxx`, `AKIA****`, one character over and over."""
    body = re.sub(r"^[A-Za-z0-9]{0,10}[_-]", "", token)
    return len(set(body)) <= 2 or bool(_TEMPLATE.search(token)) or bool(re.search(r"(?:^|[-_])your[-_]", token, re.I))


def is_well_known(value: str) -> bool:
    """Whether it is a password that comes with the software: `root`, `admin`, `1234`."""
    return value.lower() in _WELL_KNOWN or value in "12345678901234567890"


def is_made_up(value: str) -> bool:
    """Whether it says of itself that it is made up, or was typed along the keyboard: `...EXAMPLE`, `1234567890`."""
    lower = value.lower()
    return any(word in lower for word in _MADE_UP) or "12345678" in lower or "abcdefgh" in lower


def can_be_password(value: str) -> bool:
    """Whether a person can have chosen it as a password."""
    if _APP_PASSWORD.fullmatch(value):
        return True
    is_possible = 4 <= len(value) <= 128 and not re.search(r"\s", value) and not value.endswith((":", "?"))
    is_path = re.fullmatch(r"/[\w./-]*", value) is not None  # `PWD=/work`
    return is_possible and not is_path and not is_placeholder(value) and not _is_reference(value)


def can_be_secret(value: str) -> bool:
    """Whether a machine can have made it, or a person who types like one."""
    if not 8 <= len(value) <= LONGEST or not _RANDOM.fullmatch(value) or is_placeholder(value) or _is_reference(value):
        return False
    if _VERSION.fullmatch(value) or value.startswith(("pk_", "pk.")):  # `pk`: keys made to be published
        return False
    digits, letters = sum(map(str.isdigit, value)), sum(map(str.isalpha, value))
    has_both = digits > 0 and letters > 0
    longest = max(map(len, re.split(r"[^A-Za-z0-9]", value)))
    return has_both or longest >= 16 or (digits >= 12 and letters == 0)


def is_surely_random(value: str) -> bool:
    """Whether it can be nothing but a key: long, letters and digits well mixed, no UUID."""
    if not can_be_secret(value) or len(value) < 20 or _UUID.fullmatch(value):
        return False
    changes = sum(a.isdigit() != b.isdigit() for a, b in pairwise(value) if a.isalnum())
    longest = max(map(len, re.split(r"[^A-Za-z0-9]", value)))
    return changes >= 4 and longest >= 16


def _is_reference(value: str) -> bool:
    """Whether it names what holds the secret: a path, a file, a URL, an attribute, a variable of the environment."""
    if _FILE.search(value) or re.match(r"(?:~|\.{1,2})?/[\w.-]+/|~/|[A-Za-z]:\\|[\w+]+://", value):
        return True
    if _DOTTED.fullmatch(value) and not any(map(str.isdigit, value)):
        return True
    return bool(re.fullmatch(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+", value)) and bool(_SECRET_WORD.search(value))
