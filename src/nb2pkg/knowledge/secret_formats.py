"""Secrets that are known by their form alone: tokens of providers, private keys, passwords in URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from nb2pkg.knowledge.secret_hints import hints_in
from nb2pkg.knowledge.secret_values import is_filled_in, is_placeholder
from nb2pkg.knowledge.tables.secrets import FORMATS
from nb2pkg.patterns import pattern_of

_IN_URL = pattern_of(r"://[^\s/:@'\"<>`]*:(?P<secret>[^\s/'\"<>`]+)@(?=[\w\[.{$%*-])")
_TOKEN_IN_URL = pattern_of(r"://(?P<secret>[A-Za-z0-9_-]{20,})@")


class Token(Struct, frozen=True):
    """A secret found by its form, and where in the text."""

    kind: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
    return tuple((kind, pattern) for kind, (_, pattern) in FORMATS.items())


@cache
def _format(index: int) -> tuple[str, re.Pattern[str], bool]:
    """What it is, its pattern, and whether it begins with a mark of its own, whatever stands before that."""
    kind, pattern = _patterns()[index]
    return kind, re.compile(f"(?:{pattern})(?![A-Za-z0-9])", re.ASCII), pattern.startswith(("-", "[?"))


def tokens_in(text: str) -> Iterator[Token]:
    """Tokens, keys and webhooks by the formats of their providers; those that templates show left out."""
    for index in sorted(hints_in(text).formats):
        kind, pattern, is_marked = _format(index)
        for found in pattern.finditer(text) if is_marked else _not_within_words(pattern, text):
            group = "secret" if "secret" in pattern.groupindex else 0
            if not is_filled_in(found[group]):
                yield Token(kind, found.start(group), found.end(group))


def _not_within_words(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches before which no letter or digit stands. To ask the pattern for that takes thirty times as long."""
    found = pattern.search(text)
    while found:
        before = text[found.start() - 1] if found.start() else ""
        is_within = before.isascii() and before.isalnum()
        if not is_within:
            yield found
        found = pattern.search(text, found.start() + 1 if is_within else found.end())


def passwords_in_urls(text: str) -> Iterator[Token]:
    """`scheme://user:password@host`, and tokens in place of the user."""
    if "://" not in text or "@" not in text:
        return
    for found in _IN_URL.finditer(text):
        if not is_placeholder(found["secret"]):
            yield Token("password in a URL", found.start("secret"), found.end("secret"))
    for found in _TOKEN_IN_URL.finditer(text):
        if not is_placeholder(found["secret"]) and any(map(str.isdigit, found["secret"])):
            yield Token("token in a URL", found.start("secret"), found.end("secret"))
