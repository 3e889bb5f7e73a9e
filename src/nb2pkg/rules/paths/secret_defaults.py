"""Which variables of the environment hold secrets, and which values are no secret whatever they are called."""

from __future__ import annotations

import re

from nb2pkg.patterns import pattern_of
from nb2pkg.syntax.names import snake_case

_SECRET = pattern_of(
    r"(?:password|passwd|apikey)$|(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|api_?key|apikey|access_?key|secret_?key|private_?key"
    r"|account_?key|auth_?key|encryption_?key|signing_?key|client_?secret|credentials?)(?:_id|_\d+|_prod|_dev|_test|_default)?$"
)
_PASSWORD = pattern_of(r"(?:password|passwd)$|(?:^|_)(?:password|passwd|pwd)(?:_\w+)?$")
_PLACEHOLDER = pattern_of(
    r"""<.*>|\{.*\}|\$.*|x+|\*+|\.+|-+|_+|0+|(?:your|my|insert|enter|put|add|replace|change|set|paste|fill)[\s_-]?.*
    |(?:not|no|un)[\s_-]?(?:set|defined|known|available|found|configured|provided)|none|null|nil|na|n/a|empty|missing|unknown
    |todo|tbd|fixme|dummy.*|fake.*|example.*|placeholder.*|redacted.*|hidden|masked|true|false|yes|no|on|off|default
    |.*[_-]here|(?:some|the)[\s_-].*|api[\s_-]?key|token|secret|password|key|bearer|basic""",
    re.VERBOSE | re.I,
)


def is_secret_name(name: str) -> bool:
    """Whether a variable, an option or a field of this name holds a secret.

    >>> is_secret_name("DB_PASSWORD"), is_secret_name("MAX_TOKENS"), is_secret_name("PASSWORD_FILE")
    (True, False, False)
    """
    return _SECRET.search(snake_case(name)) is not None


def is_secret_value(value: str, name: str) -> bool:
    """Whether a value may be a secret: no placeholder, number, sentence or path. Short ones may be passwords."""
    text = value.strip()
    if not text or " " in text or _PLACEHOLDER.fullmatch(text):
        return bool(text) and _PASSWORD.search(snake_case(name)) is not None and text.lower() in {"password", "secret"}
    if re.fullmatch(r"[\d.]{1,5}|[~/.][\w./-]*|https?://\S*", text):
        return bool(re.fullmatch(r"\d{4,5}", text)) and _PASSWORD.search(snake_case(name)) is not None
    return len(text) >= 8 or _PASSWORD.search(snake_case(name)) is not None
