"""Secrets stay out of the verdict: those that the notebook holds, and what looks like one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from nb2pkg.knowledge.secrets import MASK, masked, secrets_in
from nb2pkg.model.verdict import Verdict

TELLING = 8  # characters of a secret in a row


def without_secrets(verdict: Verdict, sources: Iterable[str]) -> Verdict:
    """The verdict with `***` for each secret in what it quotes; `sources` are the notebook's cells."""
    known = {source[one.start : one.end] for source in sources for one in secrets_in(source)}

    def mask(text: str) -> str:
        return masked(_without_parts(text, known))

    return replace(
        verdict,
        comparisons=tuple(replace(one, detail=mask(one.detail), key=mask(one.key)) for one in verdict.comparisons),
        notebook_error=mask(verdict.notebook_error),
        package_error=mask(verdict.package_error),
        notes=tuple(map(mask, verdict.notes)),
    )


def _without_parts(text: str, known: Iterable[str]) -> str:
    """The text without what it has of these secrets: quotes may be cut in the middle of one, or begin there."""
    hidden: set[int] = set()
    for secret in known:
        for start in range(max(1, len(secret) - TELLING + 1)):
            part = secret[start : start + TELLING]
            at = text.find(part)
            while at >= 0:
                hidden.update(range(at, at + len(part)))
                at = text.find(part, at + 1)
    if not hidden:
        return text
    shown = (MASK if n - 1 not in hidden else "" for n in range(len(text)))
    return "".join(mark if n in hidden else text[n] for n, mark in enumerate(shown))
