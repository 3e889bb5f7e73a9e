"""An audit as plain text."""

from __future__ import annotations

from nb2pkg.model.audit import Audit
from nb2pkg.reporter.audit_lines import audit_lines
from nb2pkg.reporter.format import AuditFormat


def _render(audit: Audit) -> str:
    return "".join("".join(text for _, text in line).rstrip() + "\n" for line in audit_lines(audit))


FORMAT = AuditFormat(name="text", suffix=".txt", render=_render)
