"""Findings as plain text."""

from __future__ import annotations

from nb2pkg.model.report import CheckReport
from nb2pkg.reporter.check_lines import check_lines
from nb2pkg.reporter.format import CheckFormat


def _render(report: CheckReport) -> str:
    return "".join(["".join([text for _, text in line]).rstrip() + "\n" for line in check_lines(report)])


FORMAT = CheckFormat(name="text", suffix=".txt", render=_render)
