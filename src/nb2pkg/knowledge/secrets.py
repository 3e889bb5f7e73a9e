"""Finding secrets in texts: code, prose, shell lines, what a notebook printed. And hiding them.

Two ways to look: `secrets_in` at anything, `secrets_in_plain` also at values without quotes (`API_KEY=...`), which in
Python code would be names. Nearly all texts hold no hint of a secret, and are done with after two cheap looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import assert_never

from nb2pkg.knowledge.secret_assignments import WORDS, Assigned, assigned_in, assigned_plainly_in
from nb2pkg.knowledge.secret_formats import hints, passwords_in_urls, tokens_in
from nb2pkg.knowledge.secret_names import Holds, held_by, kind_of
from nb2pkg.knowledge.secret_seams import Joined, hidden
from nb2pkg.knowledge.secret_values import (
    can_be_password,
    can_be_secret,
    is_made_up,
    is_surely_random,
    is_well_known,
)

MASK = "***"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A secret in a text, from `start` to `end`. It never holds the secret itself.

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


def may_hold_secret(text: str) -> bool:
    """Whether it is worth looking closer. Never false for a text in which the functions below find one."""
    return _has_word(text.lower()) or hints().search(text) is not None or ("://" in text and "@" in text)


def secrets_in(text: str) -> tuple[Secret, ...]:
    """The secrets in a text, in order, without overlaps; those that stand in several pieces of a literal too."""
    return _found(text, assigned_in) if may_hold_secret(text) else ()


def secrets_in_plain(text: str) -> tuple[Secret, ...]:
    """The secrets in shell lines, settings, tables and other text that is not Python."""
    if not may_hold_secret(text):
        return ()
    return _found(text, lambda joined: chain(assigned_in(joined), assigned_plainly_in(joined)))


def kind_of_secret(value: str, *, name: str) -> str:
    """What a value is if it is a secret, by its form or by the name that it is bound to; empty if it is none."""
    token = next(chain(tokens_in(value), passwords_in_urls(value)), None)
    if token is not None:
        return token.kind
    return kind_of(name) if _fits(value, held_by(name)) else ""


def masked(text: str) -> str:
    """The text with `***` for each secret in it. It has as many lines as before.

    A secret of which a line holds only a part is seen in the whole text alone: mask a cell, then take its line.
    """
    pieces: list[str] = []
    done = 0
    for secret in secrets_in_plain(text):
        pieces += (text[done : secret.start], hidden(text[secret.start : secret.end], MASK))
        done = secret.end
    return "".join(pieces) + text[done:]


_VAGUE = frozenset({"bearer token"})  # of two that overlap, the one whose form says less gives way


def _has_word(lower: str) -> bool:
    return any(word in lower for word in WORDS)


def _found(text: str, assignments: Callable[[str], Iterable[Assigned]]) -> tuple[Secret, ...]:
    joined = Joined(text)
    taken: list[Secret] = []
    for secret in chain(_by_form(joined.text), _by_name(assignments(joined.text))):
        _take(secret, taken)
    moved = (replace(s, start=joined.place(s.start), end=joined.place(s.end - 1) + 1) for s in taken)
    return tuple(sorted(moved, key=lambda secret: secret.start))


def _take(secret: Secret, taken: list[Secret]) -> None:
    """Adds it, or makes the one longer that it overlaps: no part of either may be shown."""
    for index, other in enumerate(taken):
        if secret.start < other.end and other.start < secret.end:
            start, end = min(secret.start, other.start), max(secret.end, other.end)
            taken[index] = replace(other, start=start, end=end, name=other.name or secret.name)
            return
    taken.append(secret)


def _by_form(text: str) -> Iterator[Secret]:
    found = sorted(chain(tokens_in(text), passwords_in_urls(text)), key=lambda token: token.kind in _VAGUE)
    for token in found:
        value = text[token.start : token.end]
        is_certain = not is_made_up(value) and not is_well_known(value)
        yield Secret(kind=token.kind, start=token.start, end=token.end, is_certain=is_certain)


def _by_name(assignments: Iterable[Assigned]) -> Iterator[Secret]:
    for one in assignments:
        holds = held_by(one.name) if one.name else Holds.PASSWORD
        if holds is not Holds.NOTHING and _fits(one.value, holds):
            yield Secret(
                kind=kind_of(one.name) if one.name else "password",
                start=one.start,
                end=one.start + len(one.value),
                name=one.name,
                is_certain=not is_made_up(one.value) and not is_well_known(one.value),
                is_fallback=one.is_fallback,
            )


def _fits(value: str, holds: Holds) -> bool:
    match holds:
        case Holds.PASSWORD:
            return can_be_password(value)
        case Holds.SECRET:
            return can_be_secret(value)
        case Holds.PERHAPS:
            return is_surely_random(value)
        case Holds.NOTHING:
            return False
    assert_never(holds)
