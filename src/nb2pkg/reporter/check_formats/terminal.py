"""Findings as text with colours, for a terminal that shows them."""

from __future__ import annotations

from nb2pkg.model.report import CheckReport
from nb2pkg.reporter.check_lines import check_lines
from nb2pkg.reporter.colours import coloured
from nb2pkg.reporter.format import CheckFormat


def _render(report: CheckReport) -> str:
    return coloured(check_lines(report))


FORMAT = CheckFormat(name="terminal", suffix=".txt", render=_render)
