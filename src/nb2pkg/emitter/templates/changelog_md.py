"""`CHANGELOG.md`, with the conversion as its first entry; no date, so that converting twice gives the same bytes."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.escape import code


def render(subject: Subject) -> str:
    """One entry."""
    return (
        "# Changelog\n\n## 0.1.0\n\n"
        f"- Converted from the notebook {code(subject.plan.source)} by nb2pkg; what became of each statement is in\n"
        "  [docs/CONVERSION.md](docs/CONVERSION.md).\n"
    )


TEMPLATE = Template(path="CHANGELOG.md", render=render)
