"""`py.typed`: type checkers may use the package's annotations (PEP 561)."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template


def render(subject: Subject) -> str:
    """Empty: only its presence counts."""
    return ""


TEMPLATE = Template(path="src/{name}/py.typed", render=render)
