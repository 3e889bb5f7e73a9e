"""A cheap look at a text: whether it is worth searching for secrets. Most texts are not."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nb2pkg.knowledge.tables.secrets import FORMATS

# What is given to a name is found only in texts that hold one of these, in some case.
_WORDS = tuple("appid auth bearer cookie cred curl jwt log_in login logon mysql pw secret sign_in sudo token".split())
# And these, which half of all notebooks hold (`.keys()`, `pass`), only before something that gives a value.
_PASS_OR_KEY = re.compile(
    r"pass(?:w|ph|co|(?:_?[a-z0-9]{1,10})?\\?[\"'`\])]{0,3}\s*[=:,(<])"
    r"|key(?:(?<=[\w.?&-]key)|(?<=api key)|(?<=access key)|(?<=secret key)|(?<=private key))"
    r"(?:_?[a-z0-9]{1,10})?(?:\\?[\"'`\])]{0,3}\s*[=:,(<]|\s+\S)"
)
_USER_IN_URL = re.compile(r"://[^\s/'\"<>`]+@")
_OWNERS = ("username", "kaggle", "wandb", "comet")  # in whose company a bare `key` is one
# Long words are 15 % of the text of notebooks; to look for hints in them alone takes a third of the time. Tokens have
# 20 characters or more, but programs may hold them in pieces.
_TOKEN, _PIECE = 20, 12
_IMAGE = 4096  # characters; no token is as long, base64 of images is
_OF_TOKENS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/+=~%-")
_SHAPE = bytes(ord("x") if byte in _OF_TOKENS else ord(" ") for byte in range(256))
_PLAIN = re.compile(r"(?:[^\\\[(]|\\\.)+")  # what a hint begins with


def may_hold_secret(text: str, *, in_pieces: bool = True) -> bool:
    """Whether to search. Never false for a text in which a search finds something.

    `in_pieces` is false for a text in which nobody divides a literal into several: for what was printed.
    """
    return may_hold_named(text) or may_hold_token(text, in_pieces=in_pieces)


@lru_cache(maxsize=16)  # all cells of a notebook in one text are asked about by several
def may_hold_named(text: str) -> bool:
    """The same for secrets that are known by the name of what they are given to."""
    lower = text.lower()
    for word in _WORDS:  # no generator: it would cost more than the search
        if word in lower:
            return True
    has_key, has_pass = "key" in lower, "pass" in lower
    if not has_key and not has_pass:
        return False
    if has_pass and "sshpass" in lower:
        return True
    return _PASS_OR_KEY.search(lower) is not None or (has_key and any(owner in lower for owner in _OWNERS))


def may_hold_token(text: str, *, in_pieces: bool = True) -> bool:
    """The same for secrets that are known by their form."""
    return bool(formats_in(text, in_pieces)) or ("://" in text and _USER_IN_URL.search(text) is not None)


@lru_cache(maxsize=4)  # each search asks twice, and texts may be long
def formats_in(text: str, in_pieces: bool = True) -> tuple[int, ...]:
    """Which formats, by their index in the table, the text may hold tokens of."""
    words = _long_words(text, b"x" * (_PIECE if in_pieces else _TOKEN))
    found = {index for index, hint in _hints_with_blanks() if hint in text}
    if words:
        for beginning, hints in _hints_by_beginning().items():
            if beginning in words:  # sixty such searches are faster than one for a pattern of sixty hints
                found.update([index for index, hint in hints if hint.search(words)])
    return tuple(sorted(found))


def _long_words(text: str, shape_of_long: bytes) -> str:
    """Each long word of characters that tokens are made of, once, on a line of its own.

    A pattern for them would try each short word at each of its letters.
    """
    written = text.encode(errors="surrogatepass")
    shape = written.translate(_SHAPE) + b" "
    words: set[bytes] = set()
    start = shape.find(shape_of_long)
    while start >= 0:
        end = shape.find(b" ", start)
        if end - start < _IMAGE:
            words.add(written[start:end])
        start = shape.find(shape_of_long, end)
    return b"\n".join(words).decode("ascii")


@cache
def _hints_by_beginning() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    """The hints with the index of their format, by the plain characters that they begin with."""
    found: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for index, (hints, _) in enumerate(FORMATS.values()):
        for hint in hints:
            plain = _PLAIN.match(hint)
            beginning = plain[0].replace("\\", "") if plain else ""
            found.setdefault(beginning, []).append((index, re.compile(hint)))
    return found


@cache
def _hints_with_blanks() -> tuple[tuple[int, str], ...]:
    return tuple((index, hint) for index, (hints, _) in enumerate(FORMATS.values()) for hint in hints if " " in hint)
