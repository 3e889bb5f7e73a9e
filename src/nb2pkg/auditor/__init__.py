"""The checklist of the hand-over (docs/audit.md) as checks on a package: generated or written by hand.

A check is one module in a folder of `checks` with a constant `CHECK`. It reads; nothing of the package is executed.
"""

from nb2pkg.auditor.audit import audit_subject as audit_subject
from nb2pkg.auditor.check import Check as Check
from nb2pkg.auditor.load import checks as checks
from nb2pkg.auditor.subject import Subject as Subject
from nb2pkg.auditor.subject import read_subject as read_subject
