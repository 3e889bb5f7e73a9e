"""An audit as text with colours, for a terminal that shows them."""

from __future__ import annotations

from nb2pkg.model.audit import Audit
from nb2pkg.reporter.audit_lines import audit_lines
from nb2pkg.reporter.colours import coloured
from nb2pkg.reporter.format import AuditFormat


def _render(audit: Audit) -> str:
    return coloured(audit_lines(audit))


FORMAT = AuditFormat(name="terminal", suffix=".txt", render=_render)
