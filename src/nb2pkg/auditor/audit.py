"""Subject -> Audit: every check asked once."""

from __future__ import annotations

from collections.abc import Collection

from nb2pkg.auditor.load import checks
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Audit, AuditItem


def audit_subject(subject: Subject, *, package: str, version: str, required: Collection[int] = ()) -> Audit:
    """The answers of all checks. `required`: numbers of items that must have passed."""
    return Audit(
        package=package,
        version=version,
        items=tuple(
            AuditItem(
                number=check.number,
                name=check.name,
                title=check.title,
                category=check.category,
                answer=check.run(subject),
                is_required=check.number in required,
            )
            for check in checks()
        ),
        tools=tuple((name, report.version or report.trouble) for name, report in sorted(subject.tools.items())),
    )
