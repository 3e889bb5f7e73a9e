"""The grade of readiness in a ring that is closed as far as there are points."""

from __future__ import annotations

from nb2pkg.model.readiness import Readiness

_AROUND = 2 * 3.14159 * 36


def badge(readiness: Readiness) -> str:
    """A picture with a name for those who do not see it."""
    lit = _AROUND * readiness.points / 100
    label = f"Readiness {readiness.grade}, {readiness.points} of 100 points"
    return (
        f'<svg class="badge {readiness.grade}" viewBox="0 0 84 84" role="img" aria-label="{label}">'
        '<circle class="rail" cx="42" cy="42" r="36"></circle>'
        f'<circle class="ring" cx="42" cy="42" r="36" stroke-dasharray="{lit:.1f} {_AROUND:.1f}" '
        f'transform="rotate(-90 42 42)"></circle><text x="42" y="54">{readiness.grade}</text></svg>'
    )
