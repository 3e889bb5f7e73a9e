"""A cheap look at a text: whether it is worth searching for secrets. Most texts are not."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation
from msgspec import Struct

from nb2pkg.knowledge.tables.secrets import FORMATS
from nb2pkg.patterns import pattern_of

# What is given to a name is found only in texts that hold one of these, in some case.
_WORDS = frozenset(
    "appid auth bearer cookie cred curl jwt log_in login logon mysql pw secret sign_in sshpass sudo token".split()
)
# And these, which half of all notebooks hold (`.keys()`, `pass`), only before something that gives a value.
_PASS_OR_KEY = pattern_of(
    r"pass(?:w|ph|co|(?:_?[a-z0-9]{1,10})?\\?[\"'`\])]{0,3}\s*[=:,(<])"
    r"|key(?:(?<=[\w.?&-]key)|(?<=api key)|(?<=access key)|(?<=secret key)|(?<=private key))"
    r"(?:_?[a-z0-9]{1,10})?(?:\\?[\"'`\])]{0,3}\s*[=:,(<]|\s+\S)"
)
_USER_IN_URL = pattern_of(r"://[^\s/'\"<>`]+@")
_OWNERS = frozenset({"username", "kaggle", "wandb", "comet"})  # in whose company a bare `key` is one
# What rules look for in the same texts, found in the same pass.
HOMES = frozenset({"/users", "/home/", ":\\"})
CERTIFICATES = frozenset(
    {"_create_unverified", "ca_bundle", "cert_none", "check_hostname", "curl", "ssl=", "tls_reject", "verify"}
    | {"--no-check", "--trusted-host"}
)
_SHORT = 2_000  # characters
_AT_ONCE = 1 << 20  # bytes; what is found in more of them could fill the memory
_LONGEST = 60  # bytes of what hints
_KELVIN = "\u212a"  # whose lower case is a plain k
_PLAIN = pattern_of(r"(?:[^\\\[(]|\\\.)+")  # what a hint begins with


def may_hold_secret(text: str) -> bool:
    """Whether to search. Never false for a text in which a search finds something."""
    return may_hold_named(text) or may_hold_token(text)


def may_hold_named(text: str) -> bool:
    """The same for secrets that are known by the name of what they are given to."""
    marks = marks_in(text)
    if not _WORDS.isdisjoint(marks):
        return True
    has_key = "key" in marks
    if not has_key and "pass" not in marks:
        return False
    return (has_key and not _OWNERS.isdisjoint(marks)) or _PASS_OR_KEY.search(text.lower()) is not None


def may_hold_token(text: str) -> bool:
    """The same for secrets that are known by their form."""
    return bool(hints_in(text).formats) or ("://" in text and "@" in text and _USER_IN_URL.search(text) is not None)


def marks_in(text: str) -> frozenset[str]:
    """The words of hints that the text holds, in some case."""
    return hints_in(text).marks


class Hints(Struct, frozen=True, gc=False):
    """What of all that hints of a secret a text holds: marks in some case, and formats by their index in the table."""

    marks: frozenset[str]
    formats: frozenset[int]


def hints_in(text: str) -> Hints:
    """All of them. Several rules ask of the same long texts: all cells in one, what was printed."""
    return _of_long(text) if len(text) > _SHORT else _of_short(text)


def _hints(text: str) -> Hints:
    """In one pass, where each `in` and each pattern would be one."""
    marks, hints_by_mark, automaton = _searched()
    written = (text if text.isascii() else text.replace(_KELVIN, "k")).encode(errors="surrogatepass")
    seen: set[int] = set()
    formats: set[int] = set()
    for at in range(0, len(written), _AT_ONCE):
        part = written if len(written) <= _AT_ONCE else written[at : at + _AT_ONCE + _LONGEST]
        for mark, start, _ in automaton.find_matches_as_indexes(part.lower(), overlapping=True):
            seen.add(mark)
            for index, hint in hints_by_mark[mark]:
                if index not in formats and hint.match(part, start):
                    formats.add(index)
    return Hints(frozenset([marks[mark] for mark in seen]), frozenset(formats))


_of_short, _of_long = lru_cache(maxsize=16)(_hints), lru_cache(maxsize=16)(_hints)


@cache
def _searched() -> tuple[list[str], list[list[tuple[int, re.Pattern[bytes]]]], BytesAhoCorasick]:
    """What marks hints, in lower case; for each the hints that begin so, with the index of their format."""
    hints: dict[str, list[tuple[int, re.Pattern[bytes]]]] = {
        mark: [] for mark in (*_WORDS, *_OWNERS, *HOMES, *CERTIFICATES, "key", "pass")
    }
    for index, (patterns, _) in enumerate(FORMATS.values()):
        for pattern in patterns:
            plain = _PLAIN.match(pattern)
            beginning = plain[0].replace("\\", "") if plain else ""
            hints.setdefault(beginning.lower(), []).append((index, re.compile(pattern.encode())))
    return (
        list(hints),
        list(hints.values()),
        BytesAhoCorasick([mark.encode() for mark in hints], implementation=Implementation.DFA),
    )
