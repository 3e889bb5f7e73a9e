"""The search for secrets in a text: by form, by name, by place. Its patterns are compiled when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import assert_never

from msgspec.structs import replace

from nb2pkg.knowledge.secret_assignments import Assigned, assigned_in, assigned_plainly_in
from nb2pkg.knowledge.secret_formats import passwords_in_urls, tokens_in
from nb2pkg.knowledge.secret_hints import may_hold_token
from nb2pkg.knowledge.secret_names import Holds, held_by, kind_of
from nb2pkg.knowledge.secret_seams import Joined
from nb2pkg.knowledge.secret_values import (
    can_be_password,
    can_be_secret,
    is_made_up,
    is_surely_random,
    is_well_known,
)
from nb2pkg.model.secret import Secret

_VAGUE = frozenset({"bearer token"})  # of two that overlap, the one whose form says less gives way

_SHORTEST_TOKEN = 16  # under the bare name `token`; shorter ones are words of a text that was taken to pieces


def search(text: str, *, by_form: bool) -> tuple[Secret, ...]:
    """See `secrets_in`."""
    return _found(text, assigned_in, by_form=by_form)


def search_plain(text: str, *, by_form: bool) -> tuple[Secret, ...]:
    """See `secrets_in_plain`."""
    return _found(text, _assigned_anyhow, by_form=by_form)


def _assigned_anyhow(text: str) -> Iterator[Assigned]:
    return chain(assigned_in(text), assigned_plainly_in(text))


def search_by_form(text: str) -> tuple[Secret, ...]:
    """See `secrets_by_form`."""
    return tuple(_without_overlaps(_by_form(text)))


def kind_of_value(value: str, *, name: str) -> str:
    """See `kind_of_secret`."""
    token = next(chain(tokens_in(value), passwords_in_urls(value)), None)
    if token is not None:
        return token.kind
    return kind_of(name) if _fits(value, held_by(name)) else ""


def _found(text: str, assignments: Callable[[str], Iterable[Assigned]], *, by_form: bool) -> tuple[Secret, ...]:
    assigned = list(assignments(text))
    if not assigned and not (by_form and may_hold_token(text)):
        return ()
    joined = Joined(text)
    if joined.has_seams:
        assigned = list(assignments(joined.text))
    taken = _without_overlaps(chain(_by_form(joined.text), _by_name(assigned)))
    return tuple(replace(s, start=joined.place(s.start), end=joined.place(s.end - 1) + 1) for s in taken)


def _without_overlaps(secrets: Iterable[Secret]) -> list[Secret]:
    """By place. Of those that overlap the first given stays, made longer: no part of the others may be shown."""
    merged: list[tuple[int, Secret]] = []
    for rank, secret in sorted(enumerate(secrets), key=lambda ranked: (ranked[1].start, ranked[0])):
        if merged and secret.start < merged[-1][1].end:
            merged[-1] = _merged(merged[-1], (rank, secret))
        else:
            merged.append((rank, secret))
    return [secret for _, secret in merged]


def _merged(one: tuple[int, Secret], other: tuple[int, Secret]) -> tuple[int, Secret]:
    rank, kept = min(one, other, key=lambda ranked: ranked[0])
    start, end = min(one[1].start, other[1].start), max(one[1].end, other[1].end)
    return rank, replace(kept, start=start, end=end, name=kept.name or one[1].name or other[1].name)


def _by_form(text: str) -> Iterator[Secret]:
    found = sorted(chain(tokens_in(text), passwords_in_urls(text)), key=lambda token: token.kind in _VAGUE)
    for token in found:
        value = text[token.start : token.end]
        is_certain = not is_made_up(value) and not is_well_known(value)
        yield Secret(kind=token.kind, start=token.start, end=token.end, is_certain=is_certain)


def _by_name(assignments: Iterable[Assigned]) -> Iterator[Secret]:
    for one in assignments:
        holds = held_by(one.name) if one.name else Holds.PASSWORD
        is_word = one.name.lower() == "token" and len(one.value) < _SHORTEST_TOKEN
        if not is_word and _fits(one.value, holds):
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
