"""A cheap look at a text: whether it is worth searching for secrets. Most texts are not."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick

from nb2pkg.knowledge.tables.secrets import FORMATS

# What is given to a name is found only in texts that hold one of these, in some case.
_WORDS = frozenset(
    "appid auth bearer cookie cred curl jwt log_in login logon mysql pw secret sign_in sshpass sudo token".split()
)
# And these, which half of all notebooks hold (`.keys()`, `pass`), only before something that gives a value.
_PASS_OR_KEY = re.compile(
    r"pass(?:w|ph|co|(?:_?[a-z0-9]{1,10})?\\?[\"'`\])]{0,3}\s*[=:,(<])"
    r"|key(?:(?<=[\w.?&-]key)|(?<=api key)|(?<=access key)|(?<=secret key)|(?<=private key))"
    r"(?:_?[a-z0-9]{1,10})?(?:\\?[\"'`\])]{0,3}\s*[=:,(<]|\s+\S)"
)
_USER_IN_URL = re.compile(r"://[^\s/'\"<>`]+@")
_OWNERS = frozenset({"username", "kaggle", "wandb", "comet"})  # in whose company a bare `key` is one
_AT_ONCE = 1 << 20  # bytes; what is found in more of them could fill the memory
_LONGEST = 30  # characters of what hints
_PLAIN = re.compile(r"(?:[^\\\[(]|\\\.)+")  # what a hint begins with


def may_hold_secret(text: str) -> bool:
    """Whether to search. Never false for a text in which a search finds something."""
    return may_hold_named(text) or may_hold_token(text)


@lru_cache(maxsize=16)  # all cells of a notebook in one text are asked about by several
def may_hold_named(text: str) -> bool:
    """The same for secrets that are known by the name of what they are given to."""
    marks = _marks_in(text)
    if not _WORDS.isdisjoint(marks):
        return True
    has_key = "key" in marks
    if not has_key and "pass" not in marks:
        return False
    return (has_key and not _OWNERS.isdisjoint(marks)) or _PASS_OR_KEY.search(text.lower()) is not None


def may_hold_token(text: str) -> bool:
    """The same for secrets that are known by their form."""
    return bool(formats_in(text)) or ("://" in text and "@" in text and _USER_IN_URL.search(text) is not None)


@lru_cache(maxsize=4)  # each search asks twice, and texts may be long
def formats_in(text: str) -> tuple[int, ...]:
    """Which formats, by their index in the table, the text may hold tokens of."""
    by_mark = _hints_by_mark()
    hints = [hint for mark in _marks_in(text) if mark in by_mark for hint in by_mark[mark]]
    return tuple(sorted({index for index, plain, hint in hints if plain in text and hint.search(text)}))


@lru_cache(maxsize=4)
def _marks_in(text: str) -> frozenset[str]:
    """What of all that hints of a secret is in the text, in some case: one pass, where each `in` would be one."""
    marks, automaton = _automaton()
    written = text.lower().encode(errors="surrogatepass")
    found: set[int] = set()
    for at in range(0, len(written), _AT_ONCE):
        part = written if len(written) <= _AT_ONCE else written[at : at + _AT_ONCE + _LONGEST]
        found.update([match[0] for match in automaton.find_matches_as_indexes(part, overlapping=True)])
    return frozenset([marks[index] for index in found])


@cache
def _automaton() -> tuple[list[str], BytesAhoCorasick]:
    marks = sorted({*_WORDS, *_OWNERS, "key", "pass", *_hints_by_mark()})
    return marks, BytesAhoCorasick([mark.encode() for mark in marks])


@cache
def _hints_by_mark() -> dict[str, list[tuple[int, str, re.Pattern[str]]]]:
    """The hints, with the index of their format and the plain characters they begin with, by these in lower case."""
    found: dict[str, list[tuple[int, str, re.Pattern[str]]]] = {}
    for index, (hints, _) in enumerate(FORMATS.values()):
        for hint in hints:
            plain = _PLAIN.match(hint)
            beginning = plain[0].replace("\\", "") if plain else ""
            found.setdefault(beginning.lower(), []).append((index, beginning, re.compile(hint)))
    return found
