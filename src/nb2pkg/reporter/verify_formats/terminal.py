"""A verdict as text with colours, for a terminal that shows them."""

from __future__ import annotations

from nb2pkg.model.verdict import Verdict
from nb2pkg.reporter.colours import coloured
from nb2pkg.reporter.format import VerifyFormat
from nb2pkg.reporter.verify_lines import verify_lines


def _render(verdict: Verdict) -> str:
    return coloured(verify_lines(verdict))


FORMAT = VerifyFormat(name="terminal", suffix=".txt", render=_render)
