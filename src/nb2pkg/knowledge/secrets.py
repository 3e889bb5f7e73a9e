"""Finding secrets in texts: code, prose, shell lines, what a notebook printed. And hiding them.

Two ways to look: `secrets_in` at anything, `secrets_in_plain` also at values without quotes (`API_KEY=...`), which in
Python code would be names. Nearly all texts hold no hint of a secret and are done with after a cheap look; what
searches the others is imported by the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from nb2pkg.knowledge.secret_hints import may_hold_named, may_hold_secret, may_hold_token
from nb2pkg.model.secret import Secret

__all__ = [
    "HIDDEN",
    "MASK",
    "kind_of_secret",
    "masked",
    "may_hold_named",
    "may_hold_secret",
    "may_hold_token",
    "secrets_by_form",
    "secrets_in",
    "secrets_in_plain",
    "with_hidden",
]

MASK = "***"  # in reports
HIDDEN = "SECRET-NOT-COPIED"  # in what is converted; no mark-up in any of the formats that it gets into


def secrets_in(text: str, *, by_form: bool = True) -> tuple[Secret, ...]:
    """The secrets in a text, in order, without overlaps; those that stand in several pieces of a literal too.

    `by_form` is false for a part of a text that holds none that are known by their form.
    """
    if not may_hold_named(text) and not (by_form and may_hold_token(text)):
        return ()
    from nb2pkg.knowledge.secret_search import search

    return search(text, by_form=by_form)


def secrets_in_plain(text: str, *, by_form: bool = True) -> tuple[Secret, ...]:
    """The same in shell lines, settings, tables and other text that is not Python."""
    if not may_hold_named(text) and not (by_form and may_hold_token(text)):
        return ()
    from nb2pkg.knowledge.secret_search import search_plain

    return search_plain(text, by_form=by_form)


def secrets_by_form(text: str) -> tuple[Secret, ...]:
    """The secrets that a text shows by their form alone, for texts in which names mean nothing: JavaScript, styles."""
    if not may_hold_token(text):
        return ()
    from nb2pkg.knowledge.secret_search import search_by_form

    return search_by_form(text)


def kind_of_secret(value: str, *, name: str) -> str:
    """What a value is if it is a secret, by its form or by the name that it is bound to; empty if it is none."""
    from nb2pkg.knowledge.secret_search import kind_of_value

    return kind_of_value(value, name=name)


def masked(text: str) -> str:
    """The text with `***` for each secret in it. It has as many lines as before.

    A secret of which a line holds only a part is seen in the whole text alone: mask a cell, then take its line.
    """
    found = secrets_in_plain(text)
    return _replaced(text, found, MASK) if found else text


def with_hidden(text: str, found: Sequence[Secret]) -> str:
    """The text with `HIDDEN` for these secrets in it, in order. It has as many lines as before."""
    return _replaced(text, found, HIDDEN)


def _replaced(text: str, found: Sequence[Secret], mask: str) -> str:
    from nb2pkg.knowledge.secret_seams import hidden

    pieces: list[str] = []
    done = 0
    for secret in found:
        pieces += (text[done : secret.start], hidden(text[secret.start : secret.end], mask))
        done = secret.end
    return "".join(pieces) + text[done:]
