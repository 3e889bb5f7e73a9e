"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

from nb2pkg.model.report import CheckReport
from nb2pkg.reporter.format import CheckFormat
from nb2pkg.reporter.sarif_document import sarif_text


def _render(report: CheckReport) -> str:
    return sarif_text(report)


FORMAT = CheckFormat(name="sarif", suffix=".sarif", render=_render)
