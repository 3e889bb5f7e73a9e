"""On which Pythons CI tries the package."""

from __future__ import annotations

from nb2pkg.emitter.templates.outline import minimum_python
from nb2pkg.model.plan import PackagePlan

NEWER = (3, 13)


def tested_pythons(plan: PackagePlan) -> tuple[str, ...]:
    """The oldest that the package claims, and a newer one if there is one for which libraries have wheels."""
    oldest = minimum_python(plan)
    return tuple(f"{major}.{minor}" for major, minor in dict.fromkeys((oldest, max(oldest, NEWER))))
