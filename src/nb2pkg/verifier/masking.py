"""Secrets that the notebook holds stay out of the verdict."""

from __future__ import annotations

from dataclasses import replace

from nb2pkg.knowledge.secrets import masked
from nb2pkg.model.verdict import Verdict


def without_secrets(verdict: Verdict) -> Verdict:
    """The verdict with `***` for each secret in what it quotes."""
    return replace(
        verdict,
        comparisons=tuple(replace(one, detail=masked(one.detail), key=masked(one.key)) for one in verdict.comparisons),
        notebook_error=masked(verdict.notebook_error),
        package_error=masked(verdict.package_error),
        notes=tuple(masked(note) for note in verdict.notes),
    )
