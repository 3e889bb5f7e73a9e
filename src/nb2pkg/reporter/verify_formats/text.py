"""A verdict as plain text."""

from __future__ import annotations

from nb2pkg.model.verdict import Verdict
from nb2pkg.reporter.format import VerifyFormat
from nb2pkg.reporter.verify_lines import verify_lines


def _render(verdict: Verdict) -> str:
    return "".join("".join(text for _, text in line).rstrip() + "\n" for line in verify_lines(verdict))


FORMAT = VerifyFormat(name="text", suffix=".txt", render=_render)
